import { expect, test } from 'vitest';
import { draftOf, faultAt, FRESH, nameOf, partsOf, withMeasure } from '../../../../components/rules/editor/draft';
import { readTyped, typedOf } from '../../../../components/rules/editor/typed';
import { MISSING_POLICIES, type MetricRuleItem } from '../../../../lib/shared';

const RULE: MetricRuleItem = {
  id: 'r1',
  kind: 'metric',
  name: 'Login errors',
  severity: 'critical',
  channels: ['c1'],
  enabled: true,
  createdAt: '2026-11-24T00:00:00.000Z',
  measure: 'error_ratio',
  filters: { environment: 'production', endpoint: 7 },
  windowSeconds: 300,
  condition: { below: 0.07 },
  forSeconds: 600,
  keepFiringForSeconds: 120,
  missing: MISSING_POLICIES[2],
  minCalls: 50,
  status: null,
};

test('what is shown of a rule and saved unchanged is the rule', () => {
  const { id: _id, kind: _kind, name, enabled: _enabled, createdAt: _createdAt, status: _status, ...parts } = RULE;
  expect(partsOf(draftOf(RULE))).toEqual({ parts });
  expect(nameOf(draftOf(RULE), null)).toBe(name);
});

test('numbers are typed in the unit that people say and kept exactly', () => {
  expect(readTyped('ratio', '7')).toBe(0.07);
  expect(typedOf('ratio', 0.07)).toBe('7');
  expect(readTyped('bytes', ' 1.5 ')).toBe(1_500);
  for (const wrong of ['', '-1', 'many', 'Infinity']) expect(readTyped('ms', wrong)).toBeNull();
});

test('another measure takes away what it cannot be narrowed by, and starts from a usual threshold', () => {
  const draft = {
    ...FRESH,
    measure: 'calls' as const,
    threshold: '7',
    filters: { consumer: 'app', statusClass: '5xx' as const },
  };
  expect(withMeasure(draft, 'rate_limited')).toMatchObject({ threshold: '7', filters: { consumer: 'app' } });
  expect(withMeasure(draft, 'p95_ms')).toMatchObject({ threshold: '1000', filters: {} });
});

test('a ratio or a latency of fewer than 20 calls fires nothing, unless something else is set', () => {
  const least = (minCalls: string, measure: Parameters<typeof withMeasure>[1]) =>
    withMeasure({ ...FRESH, minCalls }, measure).minCalls;
  expect(FRESH.minCalls).toBe('20');
  expect([least('20', 'p95_ms'), least('20', 'calls'), least('20', 'consumers')]).toEqual(['20', '0', '0']);
  expect([least('7', 'calls'), least('7', 'consumers'), least('7', 'heartbeat_age_seconds')]).toEqual(['7', '0', '0']);
});

test('each fault stands at its own field', () => {
  const read = partsOf({ ...FRESH, threshold: '120', minCalls: '1.5' });
  expect(read).toEqual({
    faults: { condition: 'Enter a percentage from 0 to 100', minCalls: 'Enter a whole number of calls' },
  });
  const beyond = { ...FRESH, measure: 'bytes_out' as const, threshold: '1000000001' };
  expect(partsOf(beyond)).toEqual({ faults: { condition: 'Enter a number up to 1,000,000,000' } });
  expect(partsOf({ ...beyond, threshold: '1000000000' })).toHaveProperty('parts.condition', { above: 1e12 });
  expect(faultAt({ 'condition.above': 'wrong' }, 'condition')).toBe('wrong');
  expect(faultAt({ conditional: 'wrong' }, 'condition')).toBeUndefined();
});

test('a rule is named after its sentence, as far as a name may be long', () => {
  expect(nameOf(FRESH, null)).toBe('Error ratio above 5 % over 5 min');
  const filters = { endpoint: 1 };
  const long = nameOf({ ...FRESH, filters }, `GET /${'a'.repeat(90)}`);
  expect(long).toHaveLength(80);
  expect(long.endsWith('…')).toBe(true);
});
