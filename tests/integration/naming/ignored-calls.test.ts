import { expect, it } from 'vitest';
import {
  callPatternInput,
  createIgnoreRule,
  createIgnoreRuleInput,
  deleteIgnoreRule,
  listEndpointChanges,
  listIgnoreRules,
  mergeEndpoints,
  turnIgnoreRule,
  updateEndpoint,
} from '../../../lib/projects';
import { countMatches } from '../../../lib/analytics';
import { contextOf } from '../ingest/context-of';
import { newBatchId, row, startIngest, wireBatch, type IngestWorld } from '../ingest/harness';

const ruleInput = (world: IngestWorld, pattern: object) =>
  createIgnoreRuleInput.parse({ projectId: world.projectId, ...pattern });
const stored = (world: IngestWorld): Promise<number> => world.count('select count(*) from call');
const idOf = async (world: IngestWorld, route: string): Promise<number> =>
  world.count(`select id from endpoint where route = '${route}'`);

it('calls of an ignored endpoint are taken, counted and not stored; of others nothing changes', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: [row({ route: '/health' }), row({ route: '/orders' })] });
  const endpointId = await idOf(world, '/health');
  const info = await updateEndpoint(ctx, { projectId, endpointId, ignored: true });
  expect(info.ignoredAt).not.toBeNull();
  world.ingest.forget([projectId]);
  const calls = [row({ route: '/health' }), row({ route: '/orders' }), row({ route: '/health', status: 999 })];
  const answer = await world.post({ calls });
  expect(answer.body.accepted).toBe(2);
  expect(answer.body.rejected).toHaveLength(1);
  expect(await stored(world)).toBe(3);
  const [change] = (await listEndpointChanges(ctx, { projectId })).endpoints;
  expect(change).toMatchObject({ id: endpointId, route: '/health', ignoredCalls: 1 });
  await updateEndpoint(ctx, { projectId, endpointId, ignored: false });
  world.ingest.forget([projectId]);
  await world.post({ calls: [row({ route: '/health' })] });
  expect(await stored(world)).toBe(4);
});

it('a batch that is sent again is ignored, and counted, once', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  await createIgnoreRule(ctx, ruleInput(world, { path: '/things/*' }));
  world.ingest.forget([world.projectId]);
  const batch = wireBatch(5, { batchId: newBatchId() });
  expect((await world.post(batch)).body).toEqual({ accepted: 5, rejected: [] });
  expect((await world.post(batch)).body).toEqual({ accepted: 5, rejected: [], duplicate: true });
  expect(await stored(world)).toBe(0);
  expect((await listIgnoreRules(ctx, { projectId: world.projectId })).rules).toMatchObject([{ ignoredCalls: 5 }]);
  expect(await world.count('select count(*) from endpoint where id > 1')).toBe(0);
});

const CASES: [name: string, pattern: object, match: object, other: object][] = [
  ['path', { path: '/status/*' }, { path: '/status/db' }, { path: '/statuses' }],
  ['method and path', { method: 'HEAD', path: '/x' }, { method: 'HEAD', path: '/x' }, { method: 'GET', path: '/x' }],
  ['user agent', { userAgent: 'kube-PROBE' }, { userAgent: 'Kube-Probe/1.31' }, { userAgent: 'curl/8' }],
  ['network', { network: '198.51.100.0/24' }, { ip: '198.51.100.7' }, { ip: '203.0.113.7' }],
  ['an IPv6 address', { network: '2001:db8::5' }, { ip: '2001:db8:0::5' }, { ip: '2001:db8::6' }],
  [
    'all together',
    { path: '*/ping', userAgent: 'bot', network: '198.51.100.7' },
    { path: '/a/ping', userAgent: 'Bot', ip: '198.51.100.7' },
    { path: '/a/ping', userAgent: 'Bot', ip: '198.51.100.8' },
  ],
];

it.each(CASES)(
  'a rule by %s ignores what it says, and its preview counts the same',
  async (_, pattern, match, other) => {
    const world = await startIngest();
    const ctx = await contextOf(world, 'admin');
    const call = (changes: object): object => row({ route: undefined, path: '/some', userAgent: 'x', ...changes });
    await world.post({ calls: [call(match), call(match), call(other)] });
    const matches = await countMatches(ctx, callPatternInput.parse({ projectId: world.projectId, ...pattern }));
    expect(matches).toMatchObject({ calls: 2, complete: true });
    await createIgnoreRule(ctx, ruleInput(world, pattern));
    world.ingest.forget([world.projectId]);
    await world.post({ calls: [call(match), call(other)] });
    expect(await stored(world)).toBe(4);
    expect(await world.count('select sum(calls) from ignored_calls')).toBe(1);
  },
);

it('a rule that is turned off or deleted ignores no more', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  const rule = await createIgnoreRule(ctx, ruleInput(world, { path: '/health' }));
  const send = async (): Promise<number> => {
    world.ingest.forget([projectId]);
    await world.post({ calls: [row({ route: '/health' })] });
    return stored(world);
  };
  expect(await send()).toBe(0);
  await turnIgnoreRule(ctx, { projectId, ignoreRuleId: Number(rule.id), enabled: false });
  expect(await send()).toBe(1);
  await turnIgnoreRule(ctx, { projectId, ignoreRuleId: Number(rule.id), enabled: true });
  expect(await send()).toBe(1);
  await deleteIgnoreRule(ctx, { projectId, ignoreRuleId: Number(rule.id) });
  expect(await send()).toBe(2);
  const { rows } = await world.storage.query(
    `select action from activity_log where action like 'ignore_rule.%' order by id`,
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'ignore_rule.created',
    'ignore_rule.updated',
    'ignore_rule.updated',
    'ignore_rule.deleted',
  ]);
});

it.each([
  ['nothing', {}, 'path'],
  ['everything', { path: '*' }, 'path'],
  ['a path without a slash', { path: 'health' }, 'path'],
  ['no network', { network: '300.1.1.1' }, 'network'],
  ['an empty part', { userAgent: ' ' }, 'userAgent'],
  ['a method that is none', { method: 'FETCH', path: '/x' }, 'method'],
])('a rule that says %s is refused at its field', (_, pattern, field) => {
  const { error } = createIgnoreRuleInput.safeParse({ projectId: 1, ...pattern });
  expect(error?.issues[0]?.path).toEqual([field]);
});

it('calls that come after a merge are stored as those of the endpoint, for rate policies too', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: [row({ route: '/a' }), row({ route: '/b' })] });
  const [a, b] = [await idOf(world, '/a'), await idOf(world, '/b')];
  const policy = { name: 'Of b', endpointId: b, callLimit: 10, windowSeconds: 60, key: 'caller' };
  await world.storage.prisma.ratePolicy.create({ data: { projectId, id: 1, ...policy, countedFrom: new Date() } });
  await mergeEndpoints(ctx, { projectId, endpointId: a, endpoints: [b] });
  world.ingest.forget([projectId]);
  await world.post({ calls: [row({ route: '/b' }), row({ route: '/a' })] });
  expect(await world.count(`select count(*) from call where endpoint_id = ${a}`)).toBe(3);
  expect(await world.count('select sum(calls) from rate_second')).toBe(2);
});

it('what cannot be merged is refused with the reason', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: [row({ route: '/a' }), row({ route: '/b' }), row({ route: '/a', method: 'POST' })] });
  const [a, b] = [await idOf(world, '/a'), await idOf(world, '/b')];
  const post = await world.count(`select id from endpoint where route = '/a' and method = 'POST'`);
  const get = await world.count(`select id from endpoint where route = '/a' and method = 'GET'`);
  const merge = (endpointId: number, endpoints: number[]) => mergeEndpoints(ctx, { projectId, endpointId, endpoints });
  await expect(merge(get, [post])).rejects.toThrow('is POST and not GET');
  await expect(merge(get, [get])).rejects.toThrow('into itself');
  await expect(merge(get, [1])).rejects.toThrow('no name');
  await expect(merge(1, [get])).rejects.toThrow();
  await expect(merge(get, [999])).rejects.toThrow('no endpoint 999');
  await expect(merge(999, [get])).rejects.toThrow('no such endpoint');
  await merge(get, [b]);
  await expect(merge(b, [get])).rejects.toThrow('was merged');
  expect(a).toBeGreaterThan(0);
});

it('a renamed endpoint keeps its id and calls; a name that another has is refused', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: [row({ route: '/a' }), row({ route: '/b' })] });
  const endpointId = await idOf(world, '/a');
  const renamed = await updateEndpoint(ctx, { projectId, endpointId, route: '/accounts/:id' });
  expect(renamed).toMatchObject({ id: endpointId, route: '/accounts/:id', template: '/a' });
  await expect(updateEndpoint(ctx, { projectId, endpointId, route: '/b' })).rejects.toThrow('another endpoint GET /b');
  await world.post({ calls: [row({ route: '/a' })] });
  expect(await world.count(`select count(*) from call where endpoint_id = ${endpointId}`)).toBe(2);
  expect(await updateEndpoint(ctx, { projectId, endpointId, route: null })).toMatchObject({ route: '/a' });
});
