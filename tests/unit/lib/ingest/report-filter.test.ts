import { expect, test } from 'vitest';
import { createReportFilter } from '../../../../lib/ingest/commit/report-filter';
import { LIMITS } from '../../../../lib/ingest/limits';
import type { SdkReport } from '../../../../lib/storage';

const HOUR_MS = 3_600_000;

const report = (instance: string, changes: Partial<SdkReport> = {}): SdkReport => ({
  projectId: 1,
  environmentId: 1,
  instance,
  sdk: 'node/1.0.0',
  version: null,
  dropped: new Map(),
  routes: null,
  ...changes,
});

test('a project may bring so many instances an hour and routes of so many; known ones, other projects and the next hour go on', () => {
  const filter = createReportFilter();
  const routes = ['GET /a'];
  const brought = Array.from({ length: LIMITS.instances + 50 }, (_, at) =>
    filter(report(`${at}`, { routes }), HOUR_MS),
  );
  expect(brought.filter((found) => found !== null)).toHaveLength(LIMITS.instances);
  expect(brought.filter((found) => found?.routes)).toHaveLength(LIMITS.instancesWithRoutes);
  expect(filter(report('0', { routes }), HOUR_MS + 30_000)?.routes).toEqual(routes);
  expect(filter(report('600'), HOUR_MS + 30_000)).not.toBeNull();
  expect(filter(report('new'), HOUR_MS + 30_000)).toBeNull();
  expect(filter(report('new', { projectId: 2 }), HOUR_MS + 30_000)).not.toBeNull();
  expect(filter(report('new'), 2 * HOUR_MS)).not.toBeNull();
});

test('an instance that says nothing new is recorded every 30 s', () => {
  const filter = createReportFilter();
  expect(filter(report('a'), HOUR_MS)).not.toBeNull();
  expect(filter(report('a'), HOUR_MS + 29_999)).toBeNull();
  expect(filter(report('a', { dropped: new Map([['full', 1]]) }), HOUR_MS + 29_999)).not.toBeNull();
  expect(filter(report('a'), HOUR_MS + 59_999)).not.toBeNull();
});
