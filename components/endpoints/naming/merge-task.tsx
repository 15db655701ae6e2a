'use client';

import { useState } from 'react';
import { countOf, endpointName, isOther } from '../../../lib/shared';
import { Combobox } from '../../ui/control/combobox';
import type { NamedEndpoint } from './naming-task';
import { TaskFrame } from './task-frame';

type MergeTaskProps = {
  endpoints: readonly NamedEndpoint[];
  /** All that are known: any of the same method may be merged into. */
  all: readonly NamedEndpoint[];
  /** What is chosen at first; else the busiest of several. */
  chosen?: NamedEndpoint;
  onMerge: (endpoints: readonly NamedEndpoint[], into: NamedEndpoint) => Promise<void>;
  onCancel: () => void;
};

const busiest = (endpoints: readonly NamedEndpoint[]): NamedEndpoint | undefined =>
  endpoints.toSorted((a, b) => b.calls - a.calls)[0];

/** Asks which endpoint the others are to count as. */
export function MergeTask({ endpoints, all, chosen, onMerge, onCancel }: MergeTaskProps) {
  const [method = ''] = endpoints.map((endpoint) => endpoint.method);
  const isMixed = endpoints.some((endpoint) => endpoint.method !== method);
  const targets = all.filter((endpoint) => endpoint.method === method && !isOther(endpoint));
  const [intoId, setIntoId] = useState(() =>
    String((chosen ?? (endpoints.length > 1 ? busiest(endpoints) : undefined))?.id ?? ''),
  );
  const into = targets.find(({ id }) => String(id) === intoId);
  const sources = endpoints.filter(({ id }) => String(id) !== intoId);
  const [first] = sources;
  const what = sources.length === 1 && first ? endpointName(first) : countOf(sources.length, 'endpoint');
  return (
    <TaskFrame
      question={
        <>
          <span>
            Merge <span className={sources.length === 1 ? 'font-mono text-12' : undefined}>{what}</span> into
          </span>
          <Combobox
            label="Endpoint to merge into"
            value={intoId}
            options={targets.map((endpoint) => ({
              value: String(endpoint.id),
              label: endpointName(endpoint),
              mono: true,
            }))}
            onChange={setIntoId}
            placeholder="Part of the route"
          />
        </>
      }
      means={
        <>
          {sources.length === 1 ? 'Its' : 'Their'} calls, of the past and those to come, then count{' '}
          {into ? `as ${endpointName(into)}` : 'there'}: in figures, search, rules and rate policies. It can be taken
          back in the settings; calls that come until then stay where they were counted.
        </>
      }
      confirmLabel={`Merge ${countOf(sources.length, 'endpoint')}`}
      busyLabel="Merging…"
      disabledReason={
        isMixed
          ? 'Endpoints of different methods mean different things: select those of one.'
          : !into && 'Choose the endpoint to merge into.'
      }
      onConfirm={async () => {
        if (into) await onMerge(sources, into);
      }}
      onCancel={onCancel}
    />
  );
}
