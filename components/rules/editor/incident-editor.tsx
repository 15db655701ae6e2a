'use client';

import { type ReactNode, useState } from 'react';
import type { IncidentRuleItem, NewIncidentRule } from '../../../lib/shared';
import { incidentSentence } from '../rule-words';
import { Beside } from './beside';
import { Editable } from './editable';
import { EditorFrame } from './editor-frame';
import { faultsOf } from './faults';
import { FRESH_INCIDENT_RULE, type IncidentDraft, incidentDraftOf } from './incident-draft';
import { IncidentFields } from './incident-fields';
import { RuleAsCode } from './rule-as-code';
import { RuleStanding, useRuleActions } from './rule-actions';
import { TestMessage } from './test-message';
import { useChoices } from './use-choices';
import { useSave } from './use-save';

/** Which incidents are told to whom; null begins a new rule. `lead` stands first under the title. */
export function IncidentEditor({ rule, lead }: { rule: IncidentRuleItem | null; lead?: ReactNode }) {
  const [start] = useState(() => (rule ? incidentDraftOf(rule) : FRESH_INCIDENT_RULE));
  const [draft, setDraft] = useState(start);
  const choices = useChoices();
  const save = useSave(rule?.id ?? null);
  const { actions, confirm, error } = useRuleActions(rule);
  const faults = faultsOf(save.error);
  const sentence = incidentSentence(draft);
  const change = (part: Partial<IncidentDraft>) => {
    setDraft({ ...draft, ...part });
    save.reset();
  };
  const body: NewIncidentRule = { kind: 'incident', ...draft };
  return (
    <EditorFrame
      title={draft.name || 'New rule'}
      note={draft.events.length > 0 ? sentence : null}
      below={rule ? <RuleStanding rule={rule} /> : null}
      actions={actions}
      isNew={rule === null}
      changed={draft !== start}
      saving={save.underWay}
      refusal={error ?? (save.error ? (faults['root'] ?? 'The rule was not saved: see below.') : undefined)}
      onSave={() => save.submit(body)}
      after={
        <Beside
          rail={
            <>
              <TestMessage chosen={draft.channels} channels={choices.channels} />
              <RuleAsCode rule={body} />
            </>
          }
        >
          <Editable legend="Which incidents are told">
            <IncidentFields draft={draft} choices={choices} faults={faults} onChange={change} />
          </Editable>
        </Beside>
      }
    >
      {lead}
      {confirm}
    </EditorFrame>
  );
}
