'use client';

import type { RuleMeasure } from '../../../lib/shared';
import { measureName, RULE_MEASURES, ruleMeasureInfo, SEVERITIES, STATUS_CLASSES } from '../../../lib/shared';
import { SelectWord } from '../../ui/control/select-word';
import { Panel } from '../../ui/layout/panel';
import { ChannelTokens } from './channel-tokens';
import { type Faults, faultAt, type MetricDraft, withEnvironment, withMeasure } from './draft';
import { EnvironmentWord } from './environment-word';
import { ScopeToken } from './scope-token';
import { spanOptions } from './spans';
import { ThresholdToken } from './threshold-token';
import { ALL, type Choices } from './use-choices';

const MEASURES = RULE_MEASURES.map((value) => ({ value, label: measureName(value) }));
const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({ value, label: value }));
const DIRECTIONS = [
  { value: 'above', label: 'above' },
  { value: 'below', label: 'below' },
] as const;
const STATUS_OPTIONS = [
  { value: ALL, label: 'any status' },
  ...STATUS_CLASSES.map((value: string) => ({ value, label: value })),
];

export type SentenceProps = {
  draft: MetricDraft;
  choices: Choices;
  faults: Faults;
  onChange: (change: Partial<MetricDraft>) => void;
};

/** The rule as a sentence; each word that can be changed is a control. */
export function Sentence(props: SentenceProps) {
  const { draft, choices, faults, onChange } = props;
  return (
    <Panel label="The rule in a sentence">
      <div className="text-22 leading-12 max-md:text-16">
        When{' '}
        <SelectWord<RuleMeasure>
          label="Measure"
          error={faultAt(faults, 'measure')}
          value={draft.measure}
          options={MEASURES}
          onChange={(measure) => onChange(withMeasure(draft, measure))}
        />
        <StatusWord {...props} />
        <ScopeToken draft={draft} choices={choices} faults={faults} onFilters={(filters) => onChange({ filters })} />
        in{' '}
        <EnvironmentWord
          value={draft.filters.environment ?? null}
          environments={choices.environments}
          everyOne="all environments"
          error={faultAt(faults, 'filters.environment')}
          onChange={(environment) => onChange({ filters: withEnvironment(draft.filters, environment) })}
        />
        <Condition {...props} />
        tell{' '}
        <ChannelTokens
          look="sentence"
          value={draft.channels}
          channels={choices.channels}
          error={faultAt(faults, 'channels')}
          onChange={(channels) => onChange({ channels })}
        />
        with severity{' '}
        <SelectWord
          label="Severity"
          error={faultAt(faults, 'severity')}
          value={draft.severity}
          options={SEVERITY_OPTIONS}
          onChange={(severity) => onChange({ severity })}
        />
      </div>
    </Panel>
  );
}

/** Calls can be counted by the class of their status. */
function StatusWord({ draft, faults, onChange }: SentenceProps) {
  if (!ruleMeasureInfo(draft.measure).filters.includes('statusClass')) return null;
  const { statusClass: _, ...rest } = draft.filters;
  const pick = (value: string) => {
    const statusClass = STATUS_CLASSES.find((known) => known === value);
    onChange({ filters: statusClass ? { ...rest, statusClass } : rest });
  };
  return (
    <>
      with{' '}
      <SelectWord<string>
        label="Status"
        error={faultAt(faults, 'filters.statusClass')}
        value={draft.filters.statusClass ?? ALL}
        options={STATUS_OPTIONS}
        onChange={pick}
      />
    </>
  );
}

function Condition({ draft, faults, onChange }: SentenceProps) {
  return (
    <>
      is{' '}
      <SelectWord
        label="Above or below"
        error={undefined}
        value={draft.direction}
        options={DIRECTIONS}
        onChange={(direction) => onChange({ direction })}
      />
      <ThresholdToken
        draft={draft}
        error={faultAt(faults, 'condition')}
        onChange={(threshold) => onChange({ threshold })}
      />{' '}
      {draft.measure === 'heartbeat_age_seconds' ? null : (
        <>
          over{' '}
          <SelectWord<string>
            label="Window"
            error={faultAt(faults, 'windowSeconds')}
            value={String(draft.windowSeconds)}
            options={spanOptions(draft.windowSeconds)}
            onChange={(value) => onChange({ windowSeconds: Number(value) })}
          />
        </>
      )}
      for{' '}
      <SelectWord<string>
        label="For"
        error={faultAt(faults, 'forSeconds')}
        value={String(draft.forSeconds)}
        options={spanOptions(draft.forSeconds, 'one window')}
        onChange={(value) => onChange({ forSeconds: Number(value) })}
        after=", "
      />
    </>
  );
}
