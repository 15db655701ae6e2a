import { expect, test } from 'vitest';
import { plainCause, Refusal } from '../../../../scripts/start/refusal.mjs';

const full = 'the disk is full: free some space and start again';

test.each([
  ['a system call', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  ['Postgres', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['initdb', new Error('initdb failed: could not write: No space left on device')],
  ['npm', new Error('ENOSPC')],
])('a full disk is recognised from %s', (_who, error) => {
  expect(plainCause(error)).toBe(full);
});

test('a refusal speaks for itself, and an unexpected error does not', () => {
  expect(plainCause(new Refusal('PORT: must be a port number'))).toBe('PORT: must be a port number');
  expect(plainCause(new TypeError('x is not a function'))).toBeUndefined();
});
