import { afterAll, beforeAll, expect, test } from 'vitest';
import { callHistogramInput, callKindsInput, getCallHistogram, getCallKinds } from '../../../lib/analytics';
import { CONTENT_TYPES, METHODS } from '../../../lib/shared';
import { createCallsWorld, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { casesOf, DAY_MS, HOUR_MS, NOW, rangeOf, WAVES } from './recount';

const AGENTS = [
  'curl/8.5.0',
  'curl/8.6.0',
  'python-requests/2.32',
  'Mozilla/5.0 Gecko/20100101 Firefox/144.0',
  'GuzzleHttp/6.5.5 curl/7.68.0 PHP/7.4.3',
  'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  'ExampleBot/2.1 php/8.3',
  'warehouse-jobs/1.0',
];
const CLIENT: Readonly<Record<number, string>> = {
  0: 'No user agent',
  1: 'curl',
  2: 'curl',
  3: 'Python',
  4: 'Firefox',
  5: 'PHP',
  6: 'Uptime checks',
  7: 'Bots and crawlers',
  8: 'Other',
};
const COUNTED_WITHIN_MS = 30_000;
const random = seededRandom(172);

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  const { projectId, storage } = world;
  await storage.prisma.userAgent.createMany({
    data: AGENTS.map((value, index) => ({ projectId, id: index + 1, value })),
  });
  await storeWaves(world, {
    now: NOW,
    random,
    waves: WAVES,
    change: (call) => ({
      ...call,
      traits: Math.floor(random() * METHODS.length) | (Math.floor(random() * CONTENT_TYPES.length) << 4),
      userAgentId: Math.floor(random() * (AGENTS.length + 1)),
    }),
  });
});
afterAll(() => world.close());

const kindsOf = (query: object, mostRows?: number) =>
  getCallKinds(world.context(NOW), callKindsInput.parse({ projectId: String(world.projectId), ...query }), mostRows);

interface Counted {
  key: number;
  calls: number;
  errors: number;
}

/** The same by SQL over the calls; `where` narrows them. */
async function recount(key: string, { from, to }: { from: string; to: string }, where: string): Promise<Counted[]> {
  const { rows } = await world.storage.query<{ [Key in keyof Counted]: Counted[Key] }>(
    `select (${key})::int key, count(*)::int calls, (count(*) filter (where status >= 400))::int errors from call
     where project_id = $1 and finished_at >= $2 and finished_at < $3 and ${where} group by 1`,
    [world.projectId, from, to],
  );
  return rows;
}

const ENVIRONMENTS = new Map([
  [undefined, '{1,2}'],
  ['staging', '{2}'],
  ['archive', '{3}'],
]);
const cases = casesOf([
  ['some minutes', 1_500_001, 17],
  ['days', 2.4 * DAY_MS, 1.2 * HOUR_MS],
]).flatMap((one) => [
  { ...one, of: {}, where: 'true' },
  { ...one, of: { endpoint: '2' }, where: 'endpoint_id = 2' },
  { ...one, of: { consumer: 'consumer-3' }, where: 'consumer_id = 3' },
]);

test.each(cases)('kinds of calls of $name, $environment, $of, equal a recount by SQL', async (one) => {
  const { environment, of } = one;
  const range = rangeOf(one.fromMs, one.toMs);
  const answer = await kindsOf({ ...range, ...of, ...(environment && { environment }) });
  const where = `${one.where} and environment_id = any('${ENVIRONMENTS.get(environment)}')`;
  const methods = await recount('traits & 15', range, where);
  expect(new Map(answer.methods.map(({ method, ...counts }) => [method, counts]))).toEqual(
    new Map(methods.map(({ key, calls, errors }) => [METHODS[key], { calls, errors }])),
  );
  const types = await recount('traits / 16 % 8', range, where);
  expect(new Map(answer.contentTypes.map(({ contentType, ...counts }) => [contentType, counts]))).toEqual(
    new Map(types.map(({ key, calls, errors }) => [CONTENT_TYPES[key], { calls, errors }])),
  );
  const statuses = await recount('status', range, where);
  expect(new Map(answer.statuses.map(({ status, calls }) => [status, calls]))).toEqual(
    new Map(statuses.map(({ key, calls }) => [key, calls])),
  );
  const clients = new Map<string, number>();
  for (const { key, calls } of await recount('user_agent_id', range, where))
    clients.set(CLIENT[key] ?? '', (clients.get(CLIENT[key] ?? '') ?? 0) + calls);
  expect(new Map(answer.clients.map(({ name, calls }) => [name, calls]))).toEqual(clients);
  expect(answer.calls).toBe(statuses.reduce((all, { calls }) => all + calls, 0));
  expect(answer.searchedBackTo).toBeNull();
  const { rows } = await world.storage.query<{ sizes: number[] | null }>(
    `select array[round(avg(response_bytes)), percentile_disc(0.5) within group (order by response_bytes),
       percentile_disc(0.95) within group (order by response_bytes), percentile_disc(0.99) within group (order by response_bytes),
       max(response_bytes)]::float8[] sizes
     from call where project_id = $1 and finished_at >= $2 and finished_at < $3 and ${where}`,
    [world.projectId, range.from, range.to],
  );
  const sizes = answer.responseBytes;
  expect(sizes && [sizes.mean, sizes.p50, sizes.p95, sizes.p99, sizes.max]).toEqual(
    answer.calls === 0 ? null : rows[0]?.sizes,
  );
});

test('too many calls are looked at from the newest on, and said so', async () => {
  const answer = await kindsOf(rangeOf(20 * DAY_MS, 0), 300);
  expect(answer.searchedBackTo).not.toBeNull();
  expect(answer.calls).toBeLessThan(1_000);
});

test('clients tell how calls are filtered to theirs', async () => {
  const { clients } = await kindsOf(rangeOf(20 * DAY_MS, 0));
  const filterOf = (name: string) => clients.find((client) => client.name === name)?.filter;
  expect(filterOf('curl')).toEqual(expect.arrayContaining(['curl/', '!bot', '!guzzlehttp']));
  expect(filterOf('No user agent')).toEqual(['-']);
  expect(clients.find(({ name }) => name === 'curl')).toMatchObject({ userAgents: 2, kind: 'library' });
});

test('the filter of each client finds the calls that it is said to have', async () => {
  const range = rangeOf(20 * DAY_MS, 0);
  const { clients } = await kindsOf(range);
  expect(clients.filter(({ filter }) => filter.length === 0).map(({ name }) => name)).toEqual(['Other']);
  for (const { name, filter, calls } of clients.filter((client) => client.filter.length > 0)) {
    const input = callHistogramInput.parse({ projectId: String(world.projectId), ...range, userAgent: filter });
    const { total } = await getCallHistogram(world.context(NOW), input, { budgetMs: COUNTED_WITHIN_MS });
    expect([name, total]).toEqual([name, calls]);
  }
});

test('a user agent that is no longer known is not taken for none', async () => {
  const range = rangeOf(20 * DAY_MS, 0);
  const before = (await kindsOf(range)).clients.find(({ kind }) => kind === 'none')?.calls;
  const { storage, projectId } = world;
  const [forgotten] = await storage.prisma.userAgent.findMany({ where: { projectId, value: 'warehouse-jobs/1.0' } });
  await storage.prisma.userAgent.deleteMany({ where: { projectId, value: 'warehouse-jobs/1.0' } });
  expect((await kindsOf(range)).clients.find(({ kind }) => kind === 'none')?.calls).toBe(before);
  await storage.prisma.userAgent.createMany({ data: forgotten ? [forgotten] : [] });
});

test.each([
  ['an endpoint that is not there', { endpoint: '99' }, /no such endpoint/],
  ['a consumer that never called', { consumer: 'nobody' }, /no such consumer/],
])('%s is refused', async (_, of, message) => {
  await expect(kindsOf({ ...rangeOf(DAY_MS, 0), ...of })).rejects.toThrow(message);
});
