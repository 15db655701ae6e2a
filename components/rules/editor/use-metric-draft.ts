'use client';

import { useState } from 'react';
import type { MetricRuleItem } from '../../../lib/shared';
import { useMay } from '../../project/use-may';
import { bodyOf, draftOf, type Faults, FRESH, type MetricDraft, nameOf, partsOf, thresholdTyped } from './draft';
import { faultsOf } from './faults';
import { scopeLabel, type Choices } from './use-choices';
import { useSave } from './use-save';

/** What is wrong as it is typed; a rule may have been kept from before there was an end to its numbers. */
function typedFaults(draft: MetricDraft): Faults {
  const read = partsOf(draft);
  return 'faults' in read ? read.faults : {};
}

/** A metric rule while it is edited, with its faults and how it is saved; null begins a new one. */
export function useMetricDraft(rule: MetricRuleItem | null, choices: Choices) {
  const [start] = useState(() => (rule ? draftOf(rule) : FRESH));
  const [draft, setDraft] = useState(start);
  const [typing, setTyping] = useState<Faults>(() => typedFaults(start));
  const save = useSave(rule?.id ?? null);
  const mayWrite = useMay('rule:write');
  const name = nameOf(draft, scopeLabel(choices, draft.filters));
  const body = bodyOf(draft, name);
  const change = (part: Partial<MetricDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setTyping(typedFaults(next));
    save.reset();
  };
  const submit = () => {
    const read = partsOf(draft);
    if ('faults' in read) setTyping(read.faults);
    else if (body) save.submit(body);
  };
  return {
    draft,
    name,
    body,
    changed: draft !== start,
    faults: { ...faultsOf(save.error), ...typing },
    save,
    change,
    submit,
    /** Takes a threshold that was pointed at; null for people who may not change rules. */
    takeThreshold: mayWrite ? (value: number) => change({ threshold: thresholdTyped(draft, value) }) : null,
  };
}

export type EditedMetric = ReturnType<typeof useMetricDraft>;
