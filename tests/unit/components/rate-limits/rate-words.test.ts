import { expect, test } from 'vitest';
import {
  lateWords,
  lookedBackWords,
  policySentence,
  type RateDefinition,
  seenText,
  shareState,
  sinceWords,
  standingOf,
  triedWords,
} from '../../../../components/rate-limits/rate-words';

const login: RateDefinition = {
  limit: 60,
  windowSeconds: 60,
  key: 'caller',
  endpoint: { method: 'POST', route: '/login' },
  environment: null,
};
const tried = {
  keys: [{ key: '203.0.113.9', peak: 143 }],
  keysOver: 3,
  keysSeen: 1_918,
  from: '2026-11-23T14:32:00.000Z',
  to: '2026-11-24T14:32:00.000Z',
  complete: true,
};

test('the sentence of a policy says how many calls in which time of whom, and where', () => {
  expect(policySentence(login)).toBe('60 calls in 1 min per caller on POST /login');
  expect(policySentence({ ...login, environment: 'production' })).toMatch(/POST \/login in production$/);
  const whole = { ...login, limit: 1, windowSeconds: 86_400, key: 'account', endpoint: null } as const;
  expect(policySentence(whole)).toBe('1 call in 24 h per account');
  expect(policySentence({ ...login, limit: 12_000, windowSeconds: 90 })).toMatch(/^12,000 calls in 1 min 30 s per/);
});

test('exactly the limit is near it, one more is over it', () => {
  expect([0.79, 0.8, 1, 61 / 60].map(shareState)).toEqual(['healthy', 'degraded', 'degraded', 'attack']);
});

test('those over a limit win over those near it, and a policy that is off tells neither', () => {
  const watching = { enabled: true, key: 'consumer' } as const;
  const counted = { keysOver: 1, keysNear: 2, keysSeen: 9 };
  expect(standingOf(watching, counted)).toEqual({ state: 'attack', words: '1 consumer over' });
  expect(standingOf(watching, { ...counted, keysOver: 0 })).toEqual({ state: 'degraded', words: '2 consumers near' });
  expect(standingOf(watching, { keysOver: 0, keysNear: 0, keysSeen: 9 }).words).toBe('Below the limit');
  expect(standingOf(watching, { keysOver: 0, keysNear: 0, keysSeen: 0 }).words).toBe('Nothing counted');
  expect(standingOf({ ...watching, enabled: false }, counted)).toEqual({ state: 'silenced', words: 'Off' });
});

test('a policy that has counted nothing says since when it counts, where that is not all of the range', () => {
  const now = Date.parse('2026-11-24T14:32:00Z');
  const counting = { keysSeen: 0, countedFrom: '2026-11-24T14:31:08.000Z' };
  expect(sinceWords(counting, { fromMs: now - 3_600_000, now })).toBe(', counts since 14:31 UTC');
  expect(sinceWords(counting, { fromMs: now - 30_000, now })).toBe('');
  expect(sinceWords({ ...counting, keysSeen: 1 }, { fromMs: 0, now })).toBe('');
  expect(sinceWords({ ...counting, countedFrom: null }, { fromMs: 0, now })).toBe('');
});

test('what a policy would have shown says who came closest, in the time that was looked at', () => {
  expect(triedWords(tried, login)).toBe(
    'In the last 24 h, 3 callers would have been over; busiest 203.0.113.9 with 143 of 60.',
  );
  expect(triedWords({ ...tried, keysOver: 0 }, { ...login, limit: 200 })).toContain('no caller would have been over');
  expect(triedWords({ ...tried, keys: [], keysOver: 0, keysSeen: 0 }, login)).toBe(
    'In the last 24 h, no call would have been counted.',
  );
  expect(lookedBackWords(tried, Date.parse(tried.to))).toBe('');
});

test('a look back that ended early says how far it came', () => {
  const part = { ...tried, from: '2026-11-24T11:20:00.000Z', complete: false };
  expect(triedWords(part, login)).toMatch(/^In the last 3 h 12 min, 3 callers/);
  expect(lookedBackWords(part, Date.parse(part.to))).toContain('Looked back to 11:20:00 UTC');
});

test('an account is shown by the short form of its hash', () => {
  const account = '7f3a90c2d4e1b8a67f3a90c2d4e1b8a6';
  const words = triedWords({ ...tried, keys: [{ key: account, peak: 7 }] }, { limit: 5, key: 'account' });
  expect(words).toContain('acct_7f3a');
  expect(words).not.toContain(account);
});

test('How many keys were counted is a bound once there were more than are kept for sure', () => {
  expect(seenText({ keysSeen: 99, keysSeenAtLeast: false })).toBe('99');
  expect(seenText({ keysSeen: 1_000, keysSeenAtLeast: true })).toBe('at least 1,000');
});

test('calls that came too late to be counted are told where there are some', () => {
  expect(lateWords({ lateCalls: 0 })).toBe('');
  expect(lateWords({ lateCalls: 4_775 })).toBe(
    'Without 4,775 calls that came more than 15 min late: headroom never counts those.',
  );
});
