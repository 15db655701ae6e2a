import { afterAll, beforeAll, expect, test } from 'vitest';
import { getIngestGaps, ingestGapsInput } from '../../../lib/analytics';
import { beatIngest, listIngestGaps } from '../../../lib/storage';
import { createRulesWorld } from './support';
import type { RulesWorld } from './support';

let world: RulesWorld;
beforeAll(async () => {
  world = await createRulesWorld(Date.now());
});
afterAll(() => world.close());

const gaps = (nowMs = Date.now()) =>
  listIngestGaps(world.storage, { from: new Date(0), to: new Date(nowMs + 3_600_000), now: new Date(nowMs) });

/** As if the last beat was so long ago. */
const lastBeat = (seconds: number) =>
  world.storage.query(
    `update instance_setting set value = jsonb_build_object('at', clock_timestamp() - $1 * interval '1 second') where name = 'ingest_beat'`,
    [seconds],
  );

test('the first beat and beats close together leave no gap; a pause of more than a minute does, once', async () => {
  await Promise.all([beatIngest(world.storage, { wasHere: false }), beatIngest(world.storage, { wasHere: false })]);
  await lastBeat(50);
  await beatIngest(world.storage, { wasHere: false });
  expect(await gaps()).toEqual([]);
  await lastBeat(300);
  await Promise.all([
    beatIngest(world.storage, { wasHere: false }),
    beatIngest(world.storage, { wasHere: false }),
    beatIngest(world.storage, { wasHere: false }),
  ]);
  const found = await gaps();
  expect(found).toHaveLength(1);
  const [{ startedAt, endedAt } = { startedAt: new Date(0), endedAt: null }] = found;
  expect(Math.floor(((endedAt?.getTime() ?? 0) - startedAt.getTime()) / 60_000)).toBe(5);
});

test('while nobody beats for more than a minute there is a gap without an end', async () => {
  const before = (await gaps()).length;
  expect(await gaps(Date.now() + 30_000)).toHaveLength(before);
  expect((await gaps(Date.now() + 90_000)).at(-1)).toMatchObject({ endedAt: null });
});

test('the API lists the gaps of a range, the one that goes on without an end', async () => {
  const nowMs = Date.now() + 90_000;
  const input = ingestGapsInput.parse({
    projectId: String(world.projectId),
    from: new Date(nowMs - 600_000).toISOString(),
    to: new Date(nowMs).toISOString(),
  });
  world.clock.nowMs = nowMs;
  const answer = await getIngestGaps(world.admin(), input);
  const stored = (await gaps(nowMs)).map(({ startedAt, endedAt }) => [startedAt.toISOString(), endedAt?.toISOString() ?? null]); // prettier-ignore
  expect(answer.gaps.map(({ from, to }) => [from, to])).toEqual(stored);
  expect(answer.gaps.at(-1)).toMatchObject({ to: null });
  const turned = { ...input, from: input.to, to: input.from };
  await expect(getIngestGaps(world.admin(), turned)).rejects.toMatchObject({ code: 'invalid' });
});
