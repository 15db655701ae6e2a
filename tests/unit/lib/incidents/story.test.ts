import { describe, expect, it } from 'vitest';
import type { AttackIncident } from '../../../../lib/detection';
import { draftStory } from '../../../../lib/incidents/read/story';

const START_MS = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;

const entry = (after: number): AttackIncident['entries'][number] => ({
  account: 'a'.repeat(32),
  caller: '203.0.113.7',
  atMs: START_MS + after,
  failuresBefore: 3,
  lastAtMs: START_MS + after,
  times: 1,
});

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
  entries: [entry(enteredAfter)],
  endpointIds: [2],
  clients: [],
  consumers: [],
  rates: [],
  policies: [],
  ...change,
});

const story = (incident: AttackIncident, { nowAfter = 60 * MINUTE, bursts = [] as [number, number][] } = {}) =>
  draftStory({
    attack: incident,
    firstFailure: null,
    consumers: new Map(),
    findings: [],
    bursts: bursts.map(([from, to]) => ({ from: new Date(START_MS + from), to: new Date(START_MS + to) })),
    events: [],
    told: new Map(),
    now: new Date(START_MS + nowAfter),
  });

const lastLine = (incident: AttackIncident, nowAfter: number): string | null => {
  const drafts = story(incident, { nowAfter });
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

it('the end of an attack comes after the success and the raise of the very same millisecond', () => {
  const atMs = START_MS + 10 * MINUTE;
  const last = { ...entry(10 * MINUTE), atMs: atMs + 0.4, lastAtMs: atMs + 0.4 };
  const at = new Date(atMs);
  const drafts = draftStory({
    attack: attack(0, { entries: [last] }),
    firstFailure: null,
    consumers: new Map(),
    findings: [],
    bursts: [],
    events: [
      {
        id: 1,
        incidentId: 1,
        at,
        kind: 'raised_to_critical',
        actor: null,
        data: { from: 'high', severity: 'critical' },
      },
      { id: 2, incidentId: 1, at, kind: 'entered', actor: null, data: { entry: last } },
    ],
    told: new Map(),
    now: new Date(atMs + 4 * MINUTE),
  });
  expect(drafts.map(({ title }) => title)).toEqual(['Success after burst.', 'Severity raised', 'Ended.']);
});

describe('an attacker who comes back', () => {
  const lines = (kind: string, incident: AttackIncident, bursts: [number, number][] = []): string[] =>
    story(incident, { bursts }).flatMap((draft) => (draft.kind === kind ? [`${draft.title} ${draft.text}`] : []));

  it('has a line each time, and of many the first two and the latest', () => {
    const bursts = [0, 10, 20, 30, 40].map((at): [number, number] => [at * MINUTE, (at + 2) * MINUTE]);
    expect(lines('came_back', attack(0), bursts.slice(0, 2))).toEqual([
      'Came back. After 8 min without an attempt; for 2 min.',
    ]);
    expect(lines('came_back', attack(0), bursts)).toHaveLength(3);
  });

  it('into accounts entered before has one line, however often', () => {
    const again = { ...entry(0), lastAtMs: START_MS + 9 * MINUTE, times: 5 };
    expect(lines('entered_again', attack(0))).toEqual([]);
    expect(lines('entered_again', attack(0, { entries: [again] }))).toEqual([
      'Entered again. acct_aaaa… accepted a password from 203.0.113.7 4 more times.',
    ]);
    const other = { ...again, account: 'b'.repeat(32) };
    expect(lines('entered_again', attack(0, { entries: [again, other] }))).toEqual([
      'Entered again. 2 accounts accepted a password again, 8 times in all.',
    ]);
  });
});
