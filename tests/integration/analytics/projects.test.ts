import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLastDay } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import type { ProjectOverviewItem } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, ENVIRONMENTS, randomCall, seededRandom, type CallsWorld } from '../../support/stored-calls';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 17 * MINUTE_MS + 123);
const random = seededRandom(47);

let world: CallsWorld;
beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

async function ask(): Promise<ProjectOverviewItem[]> {
  const createdAt = NOW.toISOString();
  const mine = {
    id: world.projectId,
    name: 'Shop',
    slug: 'shop',
    environments: ENVIRONMENTS,
    retentionDays: 30,
    quotaPerMinute: 600_000,
    apdexMs: 500,
  };
  const empty = { ...mine, id: world.projectId + 1, name: 'Empty' };
  return (
    await withLastDay(
      world.context(NOW),
      [mine, empty].map((item) => ({ ...item, createdAt })),
    )
  ).projects;
}

test('the last day of each project agrees with a recount, whatever no rollup holds yet, and without archives', async () => {
  const { projectId, storage, store } = world;
  const stored: CallRow[] = [];
  const [fromMs, toMs] = [NOW.getTime() - 27 * HOUR_MS, NOW.getTime()];
  for (let flush = 0; flush < 3; flush++) {
    const rows = Array.from({ length: 500 }, () => randomCall({ projectId, random, fromMs, toMs }));
    stored.push(...rows);
    await store(rows, NOW);
    if (flush === 1) while ((await compactProject(storage, projectId, NOW)).moved > 0);
  }
  const sinceMs = Math.floor((toMs - 24 * HOUR_MS) / MINUTE_MS) * MINUTE_MS;
  const day = stored.filter((row) => row.environmentId !== 3 && row.finishedAtUs / 1_000 >= sinceMs);
  const errors = day.filter((row) => row.status >= 400 && row.status < 600).length;
  const firstHourMs = Math.floor(toMs / HOUR_MS) * HOUR_MS - 23 * HOUR_MS;
  const byHour = Array.from({ length: 24 }, (_, hour) => {
    const inHour = ({ finishedAtUs }: CallRow): boolean =>
      Math.floor((finishedAtUs / 1_000 - firstHourMs) / HOUR_MS) === hour;
    return day.filter(inHour).length;
  });
  const [mine, empty] = await ask();
  expect(day.length).toBeGreaterThan(1_000);
  expect(mine?.lastDay).toEqual({
    calls: day.length,
    errors,
    errorRatio: errors / day.length,
    callsByHour: byHour,
  });
  // of the hours before it was made nothing is known
  const callsByHour = [...Array<null>(23).fill(null), 0];
  expect(empty?.lastDay).toEqual({ calls: 0, errors: 0, errorRatio: null, callsByHour });
});

test('incidents that nobody resolved are counted by project', async () => {
  const { projectId, storage } = world;
  const facts = { environmentId: 1, severity: 'high', detector: 'brute-ip', title: 'Attack', entities: {} };
  const times = { openedAt: NOW, updatedAt: NOW, firstSeenAt: NOW, lastSeenAt: NOW };
  const states = ['open', 'acknowledged', 'resolved'];
  const data = states.map((state, index) => ({ projectId, id: index + 1, state, ...facts, ...times }));
  await storage.prisma.incident.createMany({ data });
  expect((await ask()).map(({ openIncidents }) => openIncidents)).toEqual([2, 0]);
});
