import { expect, it } from 'vitest';
import { isRotatedName } from '../../../../scripts/import/follow/rotated-files';

// the name of a file beside a log
it.each([
  'access.log.1',
  'access.log.12.gz',
  'access.log-20260304',
  'access.log-20260304-1772616615.gz',
  'access-20260304.log',
  'access-2026-03-04T09-30-15.250.log.gz',
])('is one that rotation gives: %s', (name) => expect(isRotatedName(name, 'access.log')).toBe(true));

it.each([
  'access.log',
  'access.log.gz',
  'access.log.bak',
  'access.log.callwatch.json',
  'access.log.1.zst',
  'access-admin.log',
  'access_1.log',
  'error.log.1',
])('is none: %s', (name) => expect(isRotatedName(name, 'access.log')).toBe(false));
