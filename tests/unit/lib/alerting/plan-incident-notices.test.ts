import { describe, expect, it } from 'vitest';
import { readIncidentRule } from '../../../../lib/alerting/incident-rule';
import type { IncidentRule } from '../../../../lib/alerting/incident-rule';
import { planIncidentNotices } from '../../../../lib/alerting/plan-incident-notices';
import type { IncidentNotice, IncidentRuleDefinition } from '../../../../lib/shared';
import type { EnabledChannel } from '../../../../lib/storage';

const notice = (change: Partial<IncidentNotice> = {}): IncidentNotice => ({
  projectId: 1,
  incidentId: 318,
  eventId: 7,
  kind: 'opened',
  at: new Date('2026-11-24T13:03:20Z'),
  severity: 'high',
  detector: 'stuffing-ip',
  environmentId: 1,
  environment: 'production',
  title: '3 callers try stolen passwords on POST /login',
  summary: '412 failed logins on 380 accounts in 5 min.',
  openedAt: new Date('2026-11-24T13:03:20Z'),
  figures: { failures: 412, successes: 0, accountsTried: 380, accountsEntered: 0, callers: 3 },
  entities: { callers: ['198.51.100.7'], accounts: ['7f3a00000000'], endpoints: ['POST /login'] },
  ...change,
});

const rule = (definition: Partial<IncidentRuleDefinition> = {}, change: Partial<IncidentRule> = {}): IncidentRule => ({
  id: 'rule',
  projectId: 1,
  name: 'Attacks',
  definition: {
    detectors: ['all'],
    minSeverity: 'medium',
    events: ['opened', 'raised_to_critical'],
    environment: null,
    ...definition,
  },
  channels: ['all'],
  ...change,
});

const channel = (id: string, projectId = 1): EnabledChannel => ({
  id,
  projectId,
  projectName: 'shop-api',
  kind: 'email',
});

function plan(rules: IncidentRule[], notices: IncidentNotice[], channels = [channel('mail'), channel('hook')]) {
  let count = 0;
  return planIncidentNotices({ rules, notices, channels, newId: () => `id-${(count += 1)}` });
}

describe('an incident rule tells what it subscribes to, and nothing else', () => {
  const cases: [string, IncidentRule, Partial<IncidentNotice>, number][] = [
    ['the seeded rule, an opening', rule(), {}, 2],
    ['the seeded rule, a raise to critical', rule(), { kind: 'raised_to_critical', severity: 'critical' }, 2],
    ['the seeded rule, an end', rule(), { kind: 'resolved' }, 0],
    ['a rule that wants ends', rule({ events: ['resolved'] }), { kind: 'resolved' }, 2],
    ['an incident at the minimum severity', rule({ minSeverity: 'high' }), {}, 2],
    ['an incident below it', rule({ minSeverity: 'critical' }), {}, 0],
    ['its detector', rule({ detectors: ['stuffing-ip', 'brute-ip'] }), {}, 2],
    ['another detector', rule({ detectors: ['brute-ip'] }), {}, 0],
    ['its environment', rule({ environment: 'production' }), {}, 2],
    ['another environment', rule({ environment: 'staging' }), {}, 0],
    ['a rule of another project', rule({}, { projectId: 2 }), {}, 0],
    ['one channel by its id', rule({}, { channels: ['hook'] }), {}, 1],
    ['a channel that is off or gone', rule({}, { channels: ['gone'] }), {}, 0],
    ['no channel', rule({}, { channels: [] }), {}, 0],
  ];
  it.each(cases)('%s', (_name, one, change, count) => {
    expect(plan([one], [notice(change)])).toHaveLength(count);
  });

  it('never uses a channel of another project', () => {
    expect(plan([rule()], [notice()], [channel('mail'), channel('foreign', 2)]).map((row) => row.channelId)).toEqual([
      'mail',
    ]);
  });

  it('writes one row for each rule, event and channel, in the order of the events', () => {
    const rows = plan([rule(), rule({}, { id: 'second' })], [notice(), notice({ eventId: 8 })]);
    expect(new Set(rows.map((row) => `${row.ruleId} ${row.incidentEventId} ${row.channelId}`)).size).toBe(8);
    expect(rows.map((row) => row.incidentEventId)).toEqual([7, 7, 7, 7, 8, 8, 8, 8]);
  });
});

describe('what is told', () => {
  it('has a subject of one line', () => {
    const [row] = plan([rule()], [notice({ title: 'Line\r\nBcc: everyone@example.com' })]);
    expect(row?.subject).toBe('[shop-api] High incident #318 opened: Line Bcc: everyone@example.com');
  });

  it('says of an incident that had been resolved that it was reopened', () => {
    const [row] = plan([rule()], [notice({ reopened: true })]);
    expect(row).toMatchObject({ kind: 'opened', payload: { kind: 'opened', reopened: true } });
    expect(row?.subject).toContain('High incident #318 reopened:');
  });

  it('stays below 20 KB with its counts exact, however many entities there are', () => {
    const many = (prefix: string) => Array.from({ length: 1_000 }, (_, n) => `${prefix}/${'ü'.repeat(300)}/${n}`);
    const entities = { callers: many('c'), accounts: many('a'), endpoints: many('e') };
    const [row] = plan([rule()], [notice({ entities, title: 'x'.repeat(5_000), summary: 'y'.repeat(9_000) })]);
    expect(Buffer.byteLength(JSON.stringify(row?.payload))).toBeLessThan(20_000);
    expect(row?.payload).toMatchObject({
      incident: { entityCounts: { callers: 1_000, accounts: 1_000, endpoints: 1_000 } },
    });
  });
});

describe('a stored rule that cannot be read', () => {
  it('counts as the seeded one, so that detection goes on and people are told', () => {
    const seeded = rule().definition;
    expect(readIncidentRule(null)).toEqual(seeded);
    expect(readIncidentRule({ minSeverity: 'terrible', events: 'opened' })).toEqual(seeded);
    expect(readIncidentRule({ minSeverity: 'critical', detectors: ['brute-ip'] })).toEqual({
      ...seeded,
      minSeverity: 'critical',
      detectors: ['brute-ip'],
    });
  });
});
