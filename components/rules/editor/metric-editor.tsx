'use client';

import { type ReactNode, useState } from 'react';
import type { MetricRuleItem } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Backtest, useDays } from './backtest';
import { Behaviour } from './behaviour';
import { draftOf, type Faults, faultAt, FRESH, type MetricDraft, nameOf, partsOf } from './draft';
import { EditorFrame } from './editor-frame';
import { faultsOf } from './faults';
import { RuleStanding, useRuleActions } from './rule-actions';
import { Sentence } from './sentence';
import { useBacktest } from './use-backtest';
import { scopeLabel, useChoices } from './use-choices';
import { useSave } from './use-save';

type MetricEditorProps = {
  rule: MetricRuleItem | null;
  /** Stands first under the title. */
  lead?: ReactNode;
};

/** A metric rule as a sentence, with what it would have done; null begins a new one. */
export function MetricEditor({ rule, lead }: MetricEditorProps) {
  const [start] = useState(() => (rule ? draftOf(rule) : FRESH));
  const [draft, setDraft] = useState(start);
  const choices = useChoices();
  const days = useDays();
  const backtest = useBacktest(draft, Number(days[0]));
  const save = useSave(rule?.id ?? null);
  const { actions, confirm, error } = useRuleActions(rule);
  const [typing, setTyping] = useState<Faults>({});
  const faults = { ...faultsOf(backtest.error), ...faultsOf(save.error), ...typing };
  const name = nameOf(draft, scopeLabel(choices, draft.filters));
  const change = (part: Partial<MetricDraft>) => {
    const next = { ...draft, ...part };
    const read = partsOf(next);
    setDraft(next);
    setTyping('faults' in read ? read.faults : {});
    save.reset();
  };
  const submit = () => {
    const read = partsOf(draft);
    if ('faults' in read) setTyping(read.faults);
    else if (!save.isPending) save.mutate({ kind: 'metric', name, ...read.parts });
  };
  return (
    <EditorFrame
      title={name}
      note={<NameNote draft={draft} name={name} onRename={(next) => change({ name: next })} />}
      below={rule ? <RuleStanding rule={rule} /> : null}
      actions={actions}
      isNew={rule === null}
      changed={draft !== start}
      saving={save.isPending}
      refusal={error ?? refusalOf(faults, save.error)}
      onSave={submit}
    >
      {lead}
      {confirm}
      {draft.name === null ? null : (
        <div className="max-w-120">
          <Field label="Name" error={faultAt(faults, 'name')}>
            <Input value={draft.name} autoComplete="off" onChange={(event) => change({ name: event.target.value })} />
          </Field>
        </div>
      )}
      <Sentence draft={draft} choices={choices} faults={faults} onChange={change} />
      <Backtest draft={draft} result={backtest} days={days} />
      <Behaviour draft={draft} faults={faults} onChange={change} />
    </EditorFrame>
  );
}

/** Faults that no control stands for, or any that the server named on saving. */
const refusalOf = (faults: Faults, saveError: Error | null): string | undefined =>
  saveError ? (faults['root'] ?? 'The rule was not saved: see below.') : undefined;

type NameNoteProps = { draft: MetricDraft; name: string; onRename: (name: string | null) => void };

function NameNote({ draft, name, onRename }: NameNoteProps) {
  if (draft.name !== null) {
    return (
      <Button size="sm" kind="quiet" onClick={() => onRename(null)}>
        Name it after its sentence
      </Button>
    );
  }
  return (
    <span className="inline-flex items-center gap-1">
      named from the sentence
      <Button size="sm" kind="quiet" onClick={() => onRename(name)}>
        Rename
      </Button>
    </span>
  );
}
