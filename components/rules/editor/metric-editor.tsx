'use client';

import type { ReactNode } from 'react';
import type { MetricRuleItem } from '../../../lib/shared';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Backtest, useDays } from './backtest';
import { Behaviour } from './behaviour';
import { Beside } from './beside';
import { type Faults, faultAt } from './draft';
import { Editable } from './editable';
import { EditorFrame } from './editor-frame';
import { faultsOf } from './faults';
import { NameNote } from './name-note';
import { OtherThresholds } from './other-thresholds';
import { RuleStanding, useRuleActions } from './rule-actions';
import { RuleAsCode } from './rule-as-code';
import { Sentence } from './sentence';
import { TestMessage } from './test-message';
import { useBacktest } from './use-backtest';
import { type Choices, useChoices } from './use-choices';
import { type EditedMetric, useMetricDraft } from './use-metric-draft';

type MetricEditorProps = {
  rule: MetricRuleItem | null;
  /** Stands first under the title. */
  lead?: ReactNode;
};

/** A metric rule as a sentence, with what it would have done; null begins a new one. */
export function MetricEditor({ rule, lead }: MetricEditorProps) {
  const choices = useChoices();
  const edited = useMetricDraft(rule, choices);
  const { draft, name, change, save } = edited;
  const days = useDays();
  const backtest = useBacktest(draft, Number(days[0]));
  const { actions, confirm, error } = useRuleActions(rule);
  const faults = { ...faultsOf(backtest.error), ...edited.faults };
  return (
    <EditorFrame
      title={name}
      note={<NameNote named={draft.name !== null} name={name} onRename={(next) => change({ name: next })} />}
      below={rule ? <RuleStanding rule={rule} /> : null}
      actions={actions}
      isNew={rule === null}
      changed={edited.changed}
      saving={save.underWay}
      refusal={error ?? refusalOf(faults, save.error)}
      onSave={edited.submit}
      after={<Below edited={edited} choices={choices} faults={faults} days={days} backtest={backtest} />}
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
    </EditorFrame>
  );
}

type BelowProps = {
  edited: EditedMetric;
  choices: Choices;
  faults: Faults;
  days: ReturnType<typeof useDays>;
  backtest: ReturnType<typeof useBacktest>;
};

/** What follows from the sentence: the past with this rule, its behaviour, its channels, its code. */
function Below({ edited, choices, faults, days, backtest }: BelowProps) {
  const { draft, body, change, takeThreshold } = edited;
  return (
    <Beside
      rail={
        <>
          <OtherThresholds draft={draft} result={backtest} days={days[0]} onTake={takeThreshold} />
          <TestMessage chosen={draft.channels} channels={choices.channels} />
          <RuleAsCode rule={body} />
        </>
      }
    >
      <Backtest draft={draft} result={backtest} days={days} onThreshold={takeThreshold} />
      <Editable legend="Behaviour">
        <Behaviour draft={draft} faults={faults} onChange={change} />
      </Editable>
    </Beside>
  );
}

/** Faults that no control stands for, or any that the server named on saving. */
const refusalOf = (faults: Faults, saveError: Error | null): string | undefined =>
  saveError ? (faults['root'] ?? 'The rule was not saved: see below.') : undefined;
