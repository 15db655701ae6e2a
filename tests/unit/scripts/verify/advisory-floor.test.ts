import { expect, test } from 'vitest';
import { belowFloor } from '../../../../scripts/verify/advisory-floor.mjs';

const floor = { next: '16.4.5', sharp: '0.35.5' };

test.each([
  ['16.4.5', []],
  ['16.10.0', []],
  ['17.0.0', []],
  ['16.4.4', ['node_modules/next: 16.4.4 is below 16.4.5']],
  ['15.9.9', ['node_modules/next: 15.9.9 is below 16.4.5']],
  ['16.4.5-canary.3', ['node_modules/next: 16.4.5-canary.3 is below 16.4.5']],
])('next %s', (version, lines) => {
  expect(belowFloor({ 'node_modules/next': { version } }, floor)).toEqual(lines);
});

test('a copy nested under another package counts', () => {
  const packages = {
    'node_modules/next/node_modules/sharp': { version: '0.34.0' },
    'node_modules/sharp-cli': { version: '0.1.0' },
  };
  expect(belowFloor(packages, floor)).toEqual(['node_modules/next/node_modules/sharp: 0.34.0 is below 0.35.5']);
});
