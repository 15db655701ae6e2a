import { expect, test } from 'vitest';
import { firstDifference } from '../../../../scripts/start/install.mjs';

const wanted = {
  '': { version: '0.1.0' },
  sdk: { version: '0.1.0' },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
  'node_modules/vitest': { version: '4.1.12', dev: true },
  'node_modules/callwatch': { resolved: 'sdk', link: true },
};
const start = { dev: false };
const installed = {
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/callwatch': { resolved: 'sdk', link: true },
};

test('what the lock file names is installed, optional packages of other platforms aside', () => {
  expect(firstDifference(wanted, installed, start)).toBeUndefined();
});

test('a package of another version means: install', () => {
  expect(firstDifference(wanted, { ...installed, 'node_modules/pg': { version: '8.0.0' } }, start)).toBe('pg');
});

test('a missing package or workspace link means: install', () => {
  expect(firstDifference(wanted, { 'node_modules/pg': { version: '8.23.1' } }, start)).toBe('callwatch');
});

test('packages of tests and checks are wanted only where they are asked for', () => {
  expect(firstDifference(wanted, installed, { dev: true })).toBe('vitest');
  const all = { ...installed, 'node_modules/vitest': { version: '4.1.12', dev: true } };
  expect(firstDifference(wanted, all, { dev: true })).toBeUndefined();
});
