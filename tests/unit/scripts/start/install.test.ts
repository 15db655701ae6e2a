import { expect, test } from 'vitest';
import { firstDifference } from '../../../../scripts/start/install.mjs';

const wanted = {
  '': { version: '0.1.0' },
  sdk: { version: '0.1.0' },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
  'node_modules/callwatch': { resolved: 'sdk', link: true },
};
const installed = {
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/callwatch': { resolved: 'sdk', link: true },
};

test('what the lock file names is installed, optional packages of other platforms aside', () => {
  expect(firstDifference(wanted, installed)).toBeUndefined();
});

test('a package of another version means: install', () => {
  expect(firstDifference(wanted, { ...installed, 'node_modules/pg': { version: '8.0.0' } })).toBe('pg');
});

test('a missing package or workspace link means: install', () => {
  expect(firstDifference(wanted, { 'node_modules/pg': { version: '8.23.1' } })).toBe('callwatch');
});
