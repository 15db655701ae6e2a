import { describe, expect, it } from 'vitest';
import type { AttackIncident } from '../../../../lib/detection';
import { draftStory } from '../../../../lib/incidents/read/story';

const START_MS = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;

/** An attack of ten minutes that entered one account `enteredAfter` ms after its start. */
const attack = (enteredAfter: number, change: Partial<AttackIncident> = {}): AttackIncident => ({
  key: '1',
  environmentId: 1,
  historical: false,
  state: 'open',
  severity: 'critical',
  detector: 'stuffing-ip',
  detectors: { 'stuffing-ip': 'critical' },
  openedAtMs: START_MS + MINUTE,
  resolvedAtMs: null,
  firstSeenAtMs: START_MS,
  lastSeenAtMs: START_MS + 10 * MINUTE,
  callers: ['203.0.113.7'],
  accounts: [],
  targets: [],
  entries: [{ account: 'a'.repeat(32), caller: '203.0.113.7', atMs: START_MS + enteredAfter, failuresBefore: 3 }],
  endpointIds: [2],
  clients: [],
  ...change,
});

const lastLine = (incident: AttackIncident, nowAfter: number): string | null => {
  const now = new Date(START_MS + nowAfter);
  const drafts = draftStory({ attack: incident, firstFailure: null, findings: [], events: [], told: new Map(), now });
  const last = drafts.find(({ kind }) => kind === 'latest');
  return last ? `${last.title} ${last.text}` : null;
};

describe('the last line of the story', () => {
  it('says that an attack goes on while its latest attempt is less than 2 minutes old', () => {
    expect(lastLine(attack(3 * MINUTE), 11.9 * MINUTE)).toBe('Latest attempt. The attack goes on.');
  });

  it('is the success itself when that was the latest attempt', () => {
    expect(lastLine(attack(10 * MINUTE), 11 * MINUTE)).toBeNull();
  });

  it('says that the attack ended once 2 minutes passed without an attempt, after a success too', () => {
    expect(lastLine(attack(3 * MINUTE), 12 * MINUTE)).toBe('Ended. No attempt for 2 min.');
    expect(lastLine(attack(10 * MINUTE), 40 * MINUTE)).toBe('Ended. No attempt for 30 min.');
  });

  it('of a historical incident never speaks of now', () => {
    const line = lastLine(attack(10 * MINUTE, { historical: true }), 10 * MINUTE);
    expect(line).toBe('Ended. The attack lies in the past: it was found in calls that came in later.');
  });
});
