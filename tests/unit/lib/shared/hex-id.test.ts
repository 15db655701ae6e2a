import { expect, test } from 'vitest';
import { attemptsInput } from '../../../../lib/analytics';
import { isAccountHash, isTraceId } from '../../../../lib/shared';

const ID = '0af7651916cd43dd8448eb211c80319c';

test('ids of traces and hashes of accounts are 32 hexadecimal digits, large or small, and nothing around them', () => {
  for (const isRight of [isTraceId, isAccountHash]) {
    expect([ID, ID.toUpperCase()].every(isRight)).toBe(true);
    expect(['', ID.slice(1), `${ID}0`, ` ${ID}`, `${ID}\n`, ID.replace('c', 'g')].some(isRight)).toBe(false);
  }
});

test('attempts of an account are found by its hash in large digits, too', () => {
  const range = { projectId: '1', from: '2026-11-24T00:00:00Z', to: '2026-11-24T01:00:00Z' };
  expect(attemptsInput.parse({ ...range, account: ID.toUpperCase() }).account).toBe(ID);
});
