'use client';

import { type ReactNode, useState } from 'react';
import type { RatePolicyWithHeadroom } from '../../../lib/shared';
import { type Faults, faultAt } from '../../rules/editor/draft';
import { EditorFrame } from '../../rules/editor/editor-frame';
import { faultsOf } from '../../rules/editor/faults';
import { NameNote } from '../../rules/editor/name-note';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Banner } from '../../ui/state/banner';
import { OF_POLICIES } from '../policy-place';
import { usePolicyActions } from './policy-actions';
import {
  countsOtherwise,
  freshPolicy,
  type PolicyDraft,
  policyDraftOf,
  policyNameOf,
  policyPartsOf,
} from './policy-draft';
import { PolicySentence } from './policy-sentence';
import { Preview } from './preview';
import { usePreview } from './use-preview';
import { useSavePolicy } from './use-save-policy';

type PolicyEditorProps = {
  /** Null begins a new one. */
  policy: RatePolicyWithHeadroom | null;
  /** What a new one is about. */
  endpoint?: PolicyDraft['endpoint'];
  /** Under the title: how the policy stands. */
  below?: ReactNode;
  /** What it has counted; stands last. */
  after?: ReactNode;
};

/** A policy as a sentence, with what it would have shown once that is not what it has counted. */
export function PolicyEditor({ policy, endpoint = null, below, after }: PolicyEditorProps) {
  const [start] = useState(() => (policy ? policyDraftOf(policy) : freshPolicy(endpoint)));
  const [draft, setDraft] = useState(start);
  const anew = policy !== null && countsOtherwise(draft, start);
  const tried = policy === null || anew;
  const preview = usePreview(draft, tried);
  const save = useSavePolicy(policy?.id ?? null);
  const { actions, confirm, error } = usePolicyActions(policy);
  const [typing, setTyping] = useState<Faults>({});
  const faults = { ...faultsOf(tried ? preview.error : null), ...faultsOf(save.error), ...typing };
  const name = policyNameOf(draft);
  const change = (part: Partial<PolicyDraft>) => {
    const next = { ...draft, ...part };
    const read = policyPartsOf(next);
    setDraft(next);
    setTyping('faults' in read ? read.faults : {});
    save.reset();
  };
  const submit = () => {
    const read = policyPartsOf(draft);
    if ('faults' in read) setTyping(read.faults);
    else save.submit({ name, ...read.parts });
  };
  return (
    <EditorFrame
      place={OF_POLICIES}
      title={name}
      note={<NameNote named={draft.name !== null} name={name} onRename={(next) => change({ name: next })} />}
      below={below}
      actions={actions}
      isNew={policy === null}
      changed={draft !== start}
      saving={save.underWay}
      refusal={error ?? (save.error ? (faults['root'] ?? 'The policy was not saved: see below.') : undefined)}
      onSave={submit}
      after={after}
    >
      {confirm}
      {draft.name === null ? null : (
        <div className="max-w-120">
          <Field label="Name" error={faultAt(faults, 'name')}>
            <Input value={draft.name} autoComplete="off" onChange={(event) => change({ name: event.target.value })} />
          </Field>
        </div>
      )}
      <PolicySentence draft={draft} faults={faults} onChange={change} />
      {anew ? (
        <Banner state="neutral" title="Counting begins anew">
          once this is saved: what the policy has counted so far goes.
        </Banner>
      ) : null}
      {tried ? <Preview draft={draft} result={preview} /> : null}
    </EditorFrame>
  );
}
