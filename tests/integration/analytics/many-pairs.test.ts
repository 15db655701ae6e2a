import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpointInput, getEndpoint } from '../../../lib/analytics';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { callsIn, countBy, DAY_MS, HOUR_MS, NOW } from './recount';

const MINUTE_MS = 60_000;
/** The start of an hour that is over. */
const HOUR = Math.floor(NOW.getTime() / HOUR_MS) * HOUR_MS - HOUR_MS;
/** The fifth and the fiftieth minute have nearly as many calls as are read at most; few lie between. */
const [EARLY, LATE, MANY] = [5 * MINUTE_MS, 50 * MINUTE_MS, 26_000];

const random = seededRandom(71);
let world: CallsWorld;
const stored: CallRow[] = [];

const wave = async (count: number, atMs: number, lengthMs: number): Promise<void> => {
  const within = () => Math.floor((HOUR + atMs + random() * lengthMs) * 1_000);
  const change = (call: CallRow): CallRow => ({ ...call, environmentId: 1, finishedAtUs: within() });
  stored.push(
    ...(await storeWaves(world, {
      now: NOW,
      random,
      waves: [
        [count, HOUR_MS],
        [0, 0],
      ],
      change,
    })),
  );
};

beforeAll(async () => {
  world = await createCallsWorld();
  await wave(MANY, EARLY, MINUTE_MS);
  await wave(MANY, LATE, MINUTE_MS);
  await wave(60, 20 * MINUTE_MS, 10 * MINUTE_MS);
});
afterAll(() => world.close());

/** Consumers of endpoint 2 between two times of the hour, with the range that was counted. */
async function consumersOf(fromMs: number, toMs: number) {
  const [from, to] = [fromMs, toMs].map((ms) => new Date(HOUR + ms).toISOString());
  const input = endpointInput.parse({ projectId: String(world.projectId), endpointId: '2', from, to, step: '60' });
  const { consumers } = await getEndpoint(world.context(NOW), input);
  const own = callsIn(stored, consumers).filter(({ endpointId }) => endpointId === 2);
  const of = countBy(own, ({ consumerId }) => consumerId || null);
  expect(new Map(consumers.items.map(({ name, calls }) => [Number(name.slice(9)), calls]))).toEqual(of);
  return [Date.parse(consumers.from) - HOUR, Date.parse(consumers.to) - HOUR];
}

test('consumers of an endpoint are told of the range itself as long as its own minutes hold few calls, however many the hour has', async () => {
  expect(await consumersOf(10 * MINUTE_MS, 45 * MINUTE_MS)).toEqual([10 * MINUTE_MS, 45 * MINUTE_MS]);
  expect(await consumersOf(EARLY, 45 * MINUTE_MS)).toEqual([EARLY, 45 * MINUTE_MS]);
});

test('consumers of an endpoint are told of whole days where the range holds too many calls to be read', async () => {
  const day = Math.floor(HOUR / DAY_MS) * DAY_MS - HOUR;
  expect(await consumersOf(0, HOUR_MS)).toEqual([day, day + DAY_MS]);
});
