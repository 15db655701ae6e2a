'use client';

import type { ReactNode } from 'react';
import { FormRefusal } from '../../forms/form-refusal';
import { useLeaving } from '../../forms/use-leaving';
import { useMay } from '../../project/use-may';
import { usePlace } from '../../project/use-place';
import { Button } from '../../ui/control/button';
import { TextLink } from '../../ui/data/text-link';
import { PageTitle } from '../../ui/layout/page-title';
import { ConfirmBox } from '../../ui/overlay/confirm-box';
import { OF_RULES, type EditorPlace } from './editor-place';
import { useEditorKeys } from './use-editor-keys';
import { useSaveKey } from './use-save-key';

type EditorFrameProps = {
  place?: EditorPlace;
  title: string;
  /** After the title: how to name it. */
  note?: ReactNode;
  /** Under the title: how it stands. */
  below?: ReactNode;
  /** More buttons, before cancel and save. */
  actions?: ReactNode;
  isNew: boolean;
  changed: boolean;
  saving: boolean;
  refusal: string | undefined;
  onSave: () => void;
  /** Stands after the rest, with controls that are not off without the right to write. */
  after?: ReactNode;
  children: ReactNode;
};

/**
 * Head and keys of the page of a rule or the like: ⌘↵ saves, esc cancels, and all that leads away asks before edits are
 * lost. Without the right to write, all controls are off.
 */
export function EditorFrame(props: EditorFrameProps) {
  const { title, note, below, isNew, changed, saving, refusal, onSave, after, children, place = OF_RULES } = props;
  const one = place.one.toLowerCase();
  const to = usePlace();
  const mayWrite = useMay(place.permission);
  const leaving = useLeaving({ changed, saving });
  const cancel = () => leaving.go(to(place.path));
  useEditorKeys({ save: () => (isNew || changed) && onSave(), cancel }, mayWrite);
  return (
    <>
      <PageTitle
        above={
          <>
            <TextLink href={to(place.path)}>{place.list}</TextLink> / {isNew ? `New ${one}` : place.one}
          </>
        }
        note={note}
        below={below}
        end={<EditorButtons {...props} place={place} mayWrite={mayWrite} onCancel={cancel} />}
      >
        {title}
      </PageTitle>
      <FormRefusal message={refusal} />
      {leaving.asked ? (
        <ConfirmBox
          question={isNew ? `Leave without the new ${one}?` : 'Leave without the changes?'}
          confirmLabel="Leave"
          busyLabel="Leaving…"
          onConfirm={leaving.confirm}
          onCancel={leaving.stay}
        />
      ) : null}
      <fieldset disabled={!mayWrite} className="contents">
        <legend className="sr-only">{place.one}</legend>
        {children}
      </fieldset>
      {after}
    </>
  );
}

type EditorButtonsProps = Pick<EditorFrameProps, 'actions' | 'isNew' | 'changed' | 'saving' | 'onSave'> & {
  place: EditorPlace;
  mayWrite: boolean;
  onCancel: () => void;
};

function EditorButtons(props: EditorButtonsProps) {
  const { place, actions, isNew, changed, saving, onSave, mayWrite, onCancel } = props;
  const saveKey = useSaveKey();
  if (!mayWrite) return <span>Only owners and admins change {place.list.toLowerCase()}.</span>;
  return (
    <>
      {isNew ? <span>Draft, not watching yet</span> : actions}
      <Button size="tall" shortcut="esc" onClick={onCancel}>
        Cancel
      </Button>
      <Button
        size="tall"
        kind="ink"
        shortcut={saveKey}
        busy={saving && 'Saving…'}
        onClick={onSave}
        disabledReason={!isNew && !changed && 'Nothing is changed'}
      >
        {isNew ? 'Save and start watching' : 'Save'}
      </Button>
    </>
  );
}
