'use client';

import type { ReactNode } from 'react';
import { formatSpan, MISSING_POLICIES, ruleMeasureInfo } from '../../../lib/shared';
import { InlineField } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Select } from '../../ui/control/select';
import { Panel } from '../../ui/layout/panel';
import { MISSING_WORDS } from '../rule-words';
import { type Faults, faultAt, type MetricDraft } from './draft';
import { spanOptions } from './spans';

const MISSING_OPTIONS = MISSING_POLICIES.map((value) => ({ value, label: MISSING_WORDS[value] }));

type BehaviourProps = { draft: MetricDraft; faults: Faults; onChange: (change: Partial<MetricDraft>) => void };

/** What a rule does besides comparing: how long it goes on, without data, with few calls. */
export function Behaviour({ draft, faults, onChange }: BehaviourProps) {
  const { canMiss, replayable } = ruleMeasureInfo(draft.measure);
  const window = formatSpan(draft.windowSeconds * 1000);
  return (
    <Panel title="Behaviour" divided flush>
      <Line title="Keep firing" note="Short returns below the limit do not end an alert and begin another.">
        for{' '}
        <InlineField label="Keep firing for" error={faultAt(faults, 'keepFiringForSeconds')}>
          <Select<string>
            look="token"
            value={String(draft.keepFiringForSeconds)}
            options={spanOptions(draft.keepFiringForSeconds, 'no time')}
            onChange={(value) => onChange({ keepFiringForSeconds: Number(value) })}
          />
        </InlineField>{' '}
        after the condition has held last
      </Line>
      {canMiss ? (
        <Line
          title="When calls are missing"
          note="A window without calls has no value. Missing data is told after two windows."
        >
          <InlineField label="When calls are missing" error={faultAt(faults, 'missing')}>
            <Select
              look="token"
              value={draft.missing}
              options={MISSING_OPTIONS}
              onChange={(missing) => onChange({ missing })}
            />
          </InlineField>
        </Line>
      ) : null}
      {replayable ? (
        <Line title="Ignore small numbers" note="With 0 every window counts.">
          below{' '}
          <InlineField label="Least calls in a window" error={faultAt(faults, 'minCalls')}>
            <span className="inline-block w-20">
              <Input
                inputMode="numeric"
                value={draft.minCalls}
                onChange={(event) => onChange({ minCalls: event.target.value })}
              />
            </span>
          </InlineField>{' '}
          calls in {window}
        </Line>
      ) : null}
    </Panel>
  );
}

function Line({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 md:grid-cols-[164px_1fr]">
      <h3 className="pt-1 font-medium">{title}</h3>
      <div className="leading-9">
        <div className="md:leading-7">{children}</div>
        <p className="text-12 text-ink-3">{note}</p>
      </div>
    </div>
  );
}
