import { expect, test } from 'vitest';
import { worstFirst } from '../../../../components/incidents/worst-first';
import type { IncidentItem, IncidentState, Severity } from '../../../../lib/shared';

const NOW = Date.parse('2026-11-26T12:00:00Z');
type Told = Pick<IncidentItem, 'id' | 'state' | 'severity' | 'openedAt' | 'attack'>;

/** What the order goes by; the rest of an incident does not matter to it. */
const told = (id: number, state: IncidentState, severity: Severity, { goesOn = false, hour = 10 } = {}): Told => ({
  id,
  state,
  severity,
  openedAt: `2026-11-26T${hour}:00:00Z`,
  attack: {
    firstEvidenceAt: `2026-11-26T${hour}:00:00Z`,
    lastEvidenceAt: `2026-11-26T${hour}:30:00Z`,
    durationSeconds: 1_800,
    ongoing: goesOn,
    resolvesAt: null,
    ongoingUntil: goesOn ? '2026-11-26T12:01:00Z' : `2026-11-26T${hour}:32:00Z`,
  },
});

test('what nobody has taken stands first, the severest of it before what only goes on', () => {
  const incidents = [
    told(1, 'acknowledged', 'critical', { goesOn: true }),
    told(2, 'open', 'low', { goesOn: true }),
    told(3, 'open', 'critical'),
    told(4, 'open', 'critical', { goesOn: true }),
    told(5, 'open', 'high', { hour: 11 }),
    told(6, 'open', 'high', { hour: 10 }),
  ];
  expect(incidents.toSorted(worstFirst(NOW)).map(({ id }) => id)).toEqual([4, 3, 5, 6, 2, 1]);
});
