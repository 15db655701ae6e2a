import { expect, it } from 'vitest';
import { eventsToTell } from '../../../../lib/incidents/record/notice-of';
import type { GroupEvent } from '../../../../lib/detection';
import type { Severity } from '../../../../lib/shared';

const atMs = Date.parse('2026-11-24T13:22:41Z');
const opened: GroupEvent = { kind: 'opened', atMs, severity: 'low', detector: 'brute-account' };
const reopened: GroupEvent = { ...opened, kind: 'reopened', entry: null };
const raised = (from: Severity, severity: Severity): GroupEvent => ({
  kind: severity === 'critical' ? 'raised_to_critical' : 'severity_raised',
  atMs,
  from,
  severity,
});

it.each<[string, GroupEvent[], string[]]>([
  ['an opening that rises', [opened, raised('low', 'medium'), raised('medium', 'high')], ['0 opened']],
  ['an opening that becomes critical', [opened, raised('low', 'critical')], ['0 opened', '1 raised_to_critical']],
  ['a rise that comes before the reopening', [raised('low', 'medium'), reopened], ['1 opened']],
  ['two rises', [raised('low', 'medium'), raised('medium', 'high')], ['0 opened']],
  ['nothing but growth', [], []],
])('one fold is told once: %s', (_name, events, told) => {
  expect(eventsToTell(events).map(({ index, kind }) => `${index} ${kind}`)).toEqual(told);
});
