import { expect, it } from 'vitest';
import { judgeInstance, type Judged } from '../../../../lib/analytics/instance/judge-instance';
import type { BacklogFigures, ProcessFigures, ProcessItem } from '../../../../lib/shared';

const FIGURES: ProcessFigures = {
  memoryBytes: 1e8,
  eventLoopLagMs: 2,
  connections: { open: 3, idle: 3, most: 12, waiting: 0 },
};
const processOf = (roles: string[], changes: Partial<ProcessItem> = {}): ProcessItem => ({
  id: roles.join(),
  roles,
  version: '1.0.0',
  host: 'box',
  pid: 7,
  startedAt: '2026-11-24T12:00:00.000Z',
  silentSeconds: 4,
  figures: FIGURES,
  ...changes,
});
const SERVER = processOf(['web', 'ingest']);
const WORKER = processOf(['worker']);
const BACKLOG: BacklogFigures = {
  pendingBlobs: 3,
  rollupLagSeconds: 2,
  pendingFlushes: 1,
  detectorLagSeconds: 1,
  metricRules: 4,
  evaluateLagSeconds: 64,
  deliveries: { queued: 1, retrying: 0, failed: 0 },
  oldestDueSeconds: 1,
  partitionDaysAhead: 7,
  callPartitions: 37,
  databaseBytes: 1e9,
};
const WELL: Judged = {
  at: '2026-11-24T14:00:00.000Z',
  processes: [SERVER, WORKER],
  backlog: BACKLOG,
  disk: { freeBytes: 50e9, totalBytes: 100e9 },
  backup: { takenAt: '2026-11-24T03:15:00.000Z', sizeBytes: 1e8 },
};
const backlog = (changes: Partial<BacklogFigures>): Judged => ({ ...WELL, backlog: { ...BACKLOG, ...changes } });
const loops = (failures: number, passAgeSeconds: number): Judged => ({
  ...WELL,
  processes: [SERVER, { ...WORKER, figures: { ...FIGURES, loops: [{ job: 'rollup', failures, passAgeSeconds }] } }],
});
const told = (judged: Judged): string[] => judgeInstance(judged).map(({ level, code }) => `${level} ${code}`);

it('finds nothing where nothing is wrong', () => {
  expect(told(WELL)).toEqual([]);
  expect(told({ ...WELL, disk: null, backup: null })).toEqual([]);
  expect(told(loops(1, 59))).toEqual([]);
  expect(told(loops(0, 3_600))).toEqual([]);
  const starting = { startedAt: '2026-11-24T13:59:10.000Z', figures: { ...FIGURES, eventLoopLagMs: 900 } };
  expect(told({ ...WELL, processes: [{ ...SERVER, ...starting }, WORKER] })).toEqual([]);
});

it.each<[string, Judged, string]>([
  ['no process that takes calls', { ...WELL, processes: [WORKER] }, 'failing no_ingest'],
  ['a silent worker', { ...WELL, processes: [SERVER, { ...WORKER, silentSeconds: 61 }] }, 'failing no_worker'],
  ['a loop that only fails', loops(9, 61), 'failing loop_failing'],
  ['late rollups', backlog({ rollupLagSeconds: 61 }), 'failing rollup_behind'],
  ['late detectors', backlog({ detectorLagSeconds: 31 }), 'failing detector_behind'],
  ['late rules', backlog({ evaluateLagSeconds: 181 }), 'failing evaluate_behind'],
  ['messages that wait', backlog({ oldestDueSeconds: 301 }), 'failing deliveries_waiting'],
  ['failed messages', backlog({ deliveries: { queued: 0, retrying: 0, failed: 1 } }), 'warning deliveries_failed'],
  ['few days ahead', backlog({ partitionDaysAhead: 1 }), 'warning partitions_short'],
  ['no table for today', backlog({ partitionDaysAhead: -1 }), 'warning partitions_short'],
  ['little free disk', { ...WELL, disk: { freeBytes: 1.9e9, totalBytes: 20e9 } }, 'warning disk_low'],
  ['a full disk', { ...WELL, disk: { freeBytes: 4e8, totalBytes: 20e9 } }, 'failing disk_low'],
  [
    'a busy process',
    { ...WELL, processes: [{ ...SERVER, figures: { ...FIGURES, eventLoopLagMs: 501 } }, WORKER] },
    'warning process_slow',
  ],
  ['two versions', { ...WELL, processes: [SERVER, { ...WORKER, version: '1.1.0' }] }, 'warning versions_differ'],
  ['an old backup', { ...WELL, backup: { takenAt: '2026-11-17T13:59:00.000Z', sizeBytes: 1 } }, 'warning backup_old'],
])('finds %s, alone, with what to do', (_, judged, found) => {
  expect(told(judged)).toEqual([found]);
  for (const { what, todo } of judgeInstance(judged)) {
    expect(what).toMatch(/^[A-Z0-9].*\.$/);
    expect(todo).toMatch(/^[A-Zw].*\.$/);
  }
});

it('tells what does not work now before what will not, and a figure that is not known as nothing', () => {
  const both = {
    ...WELL,
    processes: [{ ...SERVER, figures: null }],
    backlog: { ...BACKLOG, deliveries: { queued: 0, retrying: 0, failed: 3 } },
  };
  expect(told(both)).toEqual(['failing no_worker', 'warning deliveries_failed']);
});
