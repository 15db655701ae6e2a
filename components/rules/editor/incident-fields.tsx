'use client';

import { ALL_DETECTORS, NOTICE_KINDS, SEVERITIES } from '../../../lib/shared';
import { Checkbox } from '../../ui/control/checkbox';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Select } from '../../ui/control/select';
import { Panel } from '../../ui/layout/panel';
import { capital, DETECTOR_WORDS, EVENT_WORDS, fromSeverity } from '../rule-words';
import { ChannelTokens } from './channel-tokens';
import { ChoiceGroup } from './choice-group';
import { type Faults, faultAt } from './draft';
import type { IncidentDraft } from './incident-draft';
import type { Choices } from './use-choices';

const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({ value, label: capital(fromSeverity(value)) }));

type IncidentFieldsProps = {
  draft: IncidentDraft;
  choices: Choices;
  faults: Faults;
  onChange: (change: Partial<IncidentDraft>) => void;
};

/** Name, detectors, least severity, events, environment and channels. */
export function IncidentFields({ draft, choices, faults, onChange }: IncidentFieldsProps) {
  return (
    <Panel label="Which incidents are told">
      <div className="grid max-w-160 gap-4">
        <Field label="Name" error={faultAt(faults, 'name')} hint="Such as Attacks on production.">
          <Input value={draft.name} autoComplete="off" onChange={(event) => onChange({ name: event.target.value })} />
        </Field>
        <Detectors draft={draft} faults={faults} onChange={onChange} />
        <Field label="Least severity" error={faultAt(faults, 'minSeverity')}>
          <Select
            value={draft.minSeverity}
            options={SEVERITY_OPTIONS}
            onChange={(minSeverity) => onChange({ minSeverity })}
          />
        </Field>
        <Events draft={draft} faults={faults} onChange={onChange} />
        <Field label="Environment" error={faultAt(faults, 'filters')}>
          <Select<string>
            value={`=${draft.filters.environment ?? ''}`}
            options={environmentOptions(choices, draft)}
            onChange={(value) => onChange({ filters: value === '=' ? {} : { environment: value.slice(1) } })}
          />
        </Field>
        <ChoiceGroup label="Who is told" error={undefined}>
          <div className="flex flex-wrap gap-2 text-14">
            <ChannelTokens
              look="token"
              value={draft.channels}
              channels={choices.channels}
              error={faultAt(faults, 'channels')}
              onChange={(channels) => onChange({ channels })}
            />
          </div>
        </ChoiceGroup>
      </div>
    </Panel>
  );
}

type PartProps = Omit<IncidentFieldsProps, 'choices'>;

/** Radix takes no empty value: each stands behind an equals sign. */
function environmentOptions({ environments }: Choices, { filters }: IncidentDraft) {
  const own = filters.environment === undefined ? [] : [filters.environment];
  const slugs = [...new Set([...environments, ...own])];
  return [{ value: '=', label: 'All environments' }, ...slugs.map((slug) => ({ value: `=${slug}`, label: slug }))];
}

function Detectors({ draft, faults, onChange }: PartProps) {
  const all = draft.detectors.includes(ALL_DETECTORS);
  const known = Object.entries(DETECTOR_WORDS);
  const toggle = (id: string, on: boolean) =>
    onChange({ detectors: on ? [...draft.detectors, id] : draft.detectors.filter((other) => other !== id) });
  return (
    <ChoiceGroup label="Attacks" error={faultAt(faults, 'detectors')}>
      <Checkbox
        label="Every kind, those that are added later too"
        checked={all}
        onChange={(on) => onChange({ detectors: on ? [ALL_DETECTORS] : known.map(([id]) => id) })}
      />
      {all
        ? null
        : known.map(([id, words]) => (
            <Checkbox key={id} label={words} checked={draft.detectors.includes(id)} onChange={(on) => toggle(id, on)} />
          ))}
    </ChoiceGroup>
  );
}

function Events({ draft, faults, onChange }: PartProps) {
  return (
    <ChoiceGroup label="When an incident is" error={faultAt(faults, 'events')}>
      {NOTICE_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          label={EVENT_WORDS[kind]}
          checked={draft.events.includes(kind)}
          onChange={(on) =>
            onChange({ events: NOTICE_KINDS.filter((other) => (other === kind ? on : draft.events.includes(other))) })
          }
        />
      ))}
    </ChoiceGroup>
  );
}
