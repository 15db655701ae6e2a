'use client';

import type { RateKey } from '../../../lib/shared';
import { endpointName, isOther, RATE_KEYS } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { type Faults, faultAt } from '../../rules/editor/draft';
import { EnvironmentWord } from '../../rules/editor/environment-word';
import { useKnownEndpoints } from '../../rules/use-endpoint-names';
import { Combobox } from '../../ui/control/combobox';
import { InlineField } from '../../ui/control/field';
import { NumberWord } from '../../ui/control/number-word';
import { SelectWord } from '../../ui/control/select-word';
import { Panel } from '../../ui/layout/panel';
import { type PolicyDraft, WINDOW_UNITS, type WindowUnit } from './policy-draft';

const KEYS = RATE_KEYS.map((value) => ({ value, label: value }));
const UNITS = WINDOW_UNITS.map((value) => ({ value, label: value }));

type PolicySentenceProps = {
  draft: PolicyDraft;
  faults: Faults;
  onChange: (change: Partial<PolicyDraft>) => void;
};

/** The policy as a sentence; each word that can be changed is a control. */
export function PolicySentence({ draft, faults, onChange }: PolicySentenceProps) {
  const { project } = useProject();
  const environments = project.environments.filter(({ archive }) => !archive).map(({ slug }) => slug);
  return (
    <Panel
      label="The policy in a sentence"
      foot="Watched, not enforced: more calls become an incident. Nothing is blocked."
    >
      <div className="text-22 leading-12 max-md:text-16">
        At most{' '}
        <NumberWord
          label="Limit in calls"
          whole
          error={faultAt(faults, 'limit')}
          value={draft.limit}
          onChange={(limit) => onChange({ limit })}
        />{' '}
        calls in{' '}
        <NumberWord
          label={`Window in ${draft.windowUnit}`}
          whole
          error={faultAt(faults, 'windowSeconds')}
          value={draft.windowCount}
          onChange={(windowCount) => onChange({ windowCount })}
        />{' '}
        <SelectWord<WindowUnit>
          label="Unit of the window"
          error={undefined}
          value={draft.windowUnit}
          options={UNITS}
          onChange={(windowUnit) => onChange({ windowUnit })}
        />
        per{' '}
        <SelectWord<RateKey>
          label="Who is counted"
          error={faultAt(faults, 'key')}
          value={draft.key}
          options={KEYS}
          onChange={(key) => onChange({ key })}
        />
        on <EndpointWord draft={draft} error={faultAt(faults, 'endpoint')} onChange={onChange} /> in{' '}
        <EnvironmentWord
          value={draft.environment}
          environments={environments}
          everyOne="each environment"
          error={faultAt(faults, 'environment')}
          onChange={(environment) => onChange({ environment })}
        />
      </div>
    </Panel>
  );
}

const ALL = 'all';

type EndpointWordProps = Pick<PolicySentenceProps, 'draft' | 'onChange'> & { error: string | undefined };

/** All endpoints together, or one of those called in the last 30 d. */
function EndpointWord({ draft, error, onChange }: EndpointWordProps) {
  const known = useKnownEndpoints().filter((endpoint) => !isOther(endpoint));
  const { endpoint } = draft;
  const offered = endpoint && !known.some(({ id }) => id === endpoint.id) ? [endpoint, ...known] : known;
  const options = [
    { value: ALL, label: 'all endpoints together' },
    ...offered.map((item) => ({ value: String(item.id), label: endpointName(item), mono: true })),
  ];
  const pick = (value: string) => {
    const picked = offered.find(({ id }) => String(id) === value);
    onChange({ endpoint: picked ? { id: picked.id, method: picked.method, route: picked.route } : null });
  };
  return (
    <InlineField label="Endpoint" error={error}>
      <Combobox
        label="Endpoint"
        value={endpoint ? String(endpoint.id) : ALL}
        options={options}
        onChange={pick}
        placeholder="Route"
      />
    </InlineField>
  );
}
