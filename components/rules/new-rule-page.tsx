'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Segmented } from '../ui/control/segmented';
import { IncidentEditor } from './editor/incident-editor';
import { MetricEditor } from './editor/metric-editor';

const KINDS = ['metric', 'incident'] as const;
const CHOICES = [
  { value: 'metric', label: 'A number leaves its limit' },
  { value: 'incident', label: 'An attack is recognised' },
] as const;

/** A new rule of either kind; the kind lives in the URL. */
export function NewRulePage() {
  const [kind, setKind] = useQueryState('kind', parseAsStringLiteral(KINDS).withDefault('metric'));
  const lead = (
    <div>
      <Segmented<(typeof KINDS)[number]>
        label="Kind of rule"
        value={kind}
        options={CHOICES}
        onChange={(next) => void setKind(next)}
      />
    </div>
  );
  return kind === 'metric' ? <MetricEditor rule={null} lead={lead} /> : <IncidentEditor rule={null} lead={lead} />;
}
