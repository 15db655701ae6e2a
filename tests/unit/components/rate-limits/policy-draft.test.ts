import { expect, test } from 'vitest';
import {
  countsOtherwise,
  freshPolicy,
  policyDraftOf,
  policyNameOf,
  policyPartsOf,
} from '../../../../components/rate-limits/editor/policy-draft';
import type { RatePolicyItem } from '../../../../lib/shared';

const stored: RatePolicyItem = {
  id: '3',
  name: 'Logins',
  limit: 20,
  windowSeconds: 300,
  key: 'account',
  endpoint: { id: 7, method: 'POST', route: '/login' },
  environment: 'production',
  enabled: true,
  createdAt: '2026-11-24T08:00:00.000Z',
};

test('a stored policy that is opened and saved stays what it is', () => {
  for (const windowSeconds of [1, 45, 60, 90, 300, 3_600, 5_400, 86_400]) {
    const draft = policyDraftOf({ ...stored, windowSeconds });
    expect(policyPartsOf(draft)).toEqual({
      parts: { limit: 20, windowSeconds, key: 'account', endpoint: 7, environment: 'production' },
    });
    expect(policyNameOf(draft)).toBe('Logins');
  }
});

test('a policy that is named after its sentence goes on following it', () => {
  const name = '20 calls in 5 min per account on POST /login in production';
  const draft = policyDraftOf({ ...stored, name });
  expect(policyNameOf({ ...draft, limit: '30' })).toBe(name.replace('20', '30'));
});

test('what was typed wrong is told at its field', () => {
  const fresh = freshPolicy(null);
  for (const limit of ['', '0', '-1', '1.5', '1000001', 'many']) {
    expect(policyPartsOf({ ...fresh, limit })).toEqual({ faults: { limit: expect.stringContaining('1,000,000') } });
  }
  for (const [windowCount, windowUnit] of [
    ['0', 's'],
    ['86401', 's'],
    ['25', 'h'],
    ['1.5', 'min'],
  ] as const) {
    expect(policyPartsOf({ ...fresh, windowCount, windowUnit })).toEqual({
      faults: { windowSeconds: expect.stringContaining('24 h') },
    });
  }
});

test('counting begins anew by what is counted, not by the name or another way to say the same window', () => {
  const draft = policyDraftOf(stored);
  expect(countsOtherwise(draft, { ...draft, name: 'Other' })).toBe(false);
  expect(countsOtherwise(draft, { ...draft, windowCount: '300', windowUnit: 's' })).toBe(false);
  expect(countsOtherwise(draft, { ...draft, limit: '21' })).toBe(true);
  expect(countsOtherwise(draft, { ...draft, endpoint: null })).toBe(true);
});
