import { expect, it } from 'vitest';
import { createIngest } from '../../../lib/ingest';
import { compactProject } from '../../../lib/rollups';
import { naming } from '../../../lib/storage';
import { row, SECRET, startIngest, whileForgetting, type IngestWorld } from './harness';

/** A word for each number. */
const word = (number: number): string =>
  `w${number.toString(26).replace(/./g, (digit) => 'abcdefghijklmnopqrstuvwxyz'.charAt(parseInt(digit, 26)))}`;

const path = (text: string, changes: object = {}): object => row({ route: undefined, path: text, ...changes });
const paths = (from: number, to: number, at: (name: string) => string): object[] =>
  Array.from({ length: to - from }, (_, index) => path(at(word(from + index))));

/** Calls by the endpoint that they count as. */
async function callsByRoute({ storage }: IngestWorld): Promise<Record<string, number>> {
  const { rows } = await storage.query<{ route: string; calls: number }>(
    `select r.route, count(*)::int as calls
       from call c
       join endpoint e on e.project_id = c.project_id and e.id = c.endpoint_id
       join endpoint r on r.project_id = e.project_id and r.id = coalesce(e.counts_as, e.id)
      group by 1 order by 2 desc`,
  );
  return Object.fromEntries(rows.map(({ route, calls }) => [route, calls]));
}

it('values of one place come to one template within the first batch', async () => {
  const world = await startIngest();
  await world.post({ calls: [...paths(0, 200, (name) => `/users/${name}/orders`), path('/users/me'), path('/')] });
  expect(await callsByRoute(world)).toEqual({ '/users/:name/orders': 200, '/users/me': 1, '/': 1 });
  expect(await world.count('select count(*) from call where path is not null')).toBe(200);
});

it('endpoints that were made before count as the template; their calls and paths stay', async () => {
  const world = await startIngest();
  await world.post({ calls: paths(0, 30, (name) => `/users/${name}`) });
  expect(Object.keys(await callsByRoute(world))).toHaveLength(30);
  await world.post({ calls: paths(30, 70, (name) => `/users/${name}`) });
  await world.post({ calls: paths(0, 100, (name) => `/users/${name}`) });
  expect(await callsByRoute(world)).toEqual({ '/users/:name': 170 });
  const { rows } = await world.storage.query(
    `select distinct coalesce(c.path, e.route) as path from call c join endpoint e on e.id = c.endpoint_id`,
  );
  expect(rows).toHaveLength(100);
});

it('a template stays: what it is called once it is called for good, by every process', async () => {
  const world = await startIngest();
  await world.post({ calls: paths(0, 200, (name) => `/users/${name}`) });
  const other = createIngest({
    storage: world.storage,
    secret: SECRET,
    observer: {
      answered: () => undefined,
      refused: () => undefined,
      step: () => undefined,
      flushed: () => undefined,
      ignored: () => undefined,
      signalsLost: () => undefined,
      rateRowsDropped: () => undefined,
    },
    nowMs: Date.now,
    warn: () => undefined,
  });
  const { Readable } = await import('node:stream');
  const body = Readable.from([Buffer.from(JSON.stringify({ calls: [path('/users/somebody'), path('/teams/red')] }))]);
  await other.ingest({
    headers: { authorization: `Bearer ${world.ingestKey}`, 'content-type': 'application/json' },
    body,
  });
  await other.close();
  expect(await callsByRoute(world)).toEqual({ '/users/:name': 201, '/teams/red': 1 });
});

it('many posts at once that find the same parameter find it once', async () => {
  const world = await startIngest();
  await Promise.all(
    Array.from({ length: 8 }, (_, post) =>
      world.post({ calls: paths(post * 20, post * 20 + 60, (name) => `/users/${name}`) }),
    ),
  );
  await world.post({ calls: paths(0, 300, (name) => `/users/${name}`) });
  expect(await callsByRoute(world)).toEqual({ '/users/:name': 780 });
  const [project] = (await world.storage.query<{ id: number }>('select id from project')).rows;
  expect(await naming.listRouteParameters(world.storage, project?.id ?? 0)).toEqual([
    { prefix: '/users', kind: 'name', name: ':name', kept: [], givenUpAt: null },
  ]);
});

it('routes that the API declares are never folded', async () => {
  const world = await startIngest();
  const calls = Array.from({ length: 300 }, (_, at) => row({ route: `/rpc/${word(at)}` }));
  await world.post({ calls });
  await world.post({ calls: paths(0, 200, (name) => `/rpc/${name}`) });
  expect(Object.keys(await callsByRoute(world))).toHaveLength(300);
});

it('what only ever answered 404 tells of no parameter, and counts under a template that is known', async () => {
  const world = await startIngest();
  const missing = (from: number, to: number): object[] =>
    Array.from({ length: to - from }, (_, at) => path(`/users/${word(from + at)}`, { status: 404 }));
  await world.post({ calls: missing(0, 500) });
  expect(await callsByRoute(world)).toEqual({ __other__: 500 });
  await world.post({ calls: paths(0, 200, (name) => `/users/${name}`) });
  await world.post({ calls: missing(500, 510) });
  expect(await callsByRoute(world)).toEqual({ __other__: 500, '/users/:name': 210 });
});

const idOf = async ({ storage }: IngestWorld, from: string): Promise<number> =>
  (await storage.query<{ id: number }>(from)).rows[0]?.id ?? 0;

it('what a stranger is refused, for as many paths as he makes up, takes no endpoint away', async () => {
  const world = await startIngest();
  const parts = Array.from({ length: 24 }, (_, at) => `/part${word(at)}`);
  await world.post({ calls: parts.flatMap((part) => Array.from({ length: 100 }, () => path(part))) });
  const before = await callsByRoute(world);
  const strangers = [401, 403, 404, 405, 429, 500].flatMap((status) =>
    Array.from({ length: 200 }, (_, at) => path(`/${word(status * 1_000 + at)}`, { status })),
  );
  await world.post({ calls: strangers });
  expect(await callsByRoute(world)).toEqual({ ...before, __other__: strangers.length });
  expect(await world.count('select count(*) from route_parameter')).toBe(0);
});

it('what redirects all that is asked of it, as from http to https, takes no endpoint away', async () => {
  const world = await startIngest();
  const parts = Array.from({ length: 12 }, (_, at) => `/api/part${word(at)}`);
  await world.post({ calls: parts.flatMap((part) => Array.from({ length: 30 }, () => path(part))) });
  const before = await callsByRoute(world);
  while ((await compactProject(world.storage, world.projectId, new Date())).moved > 0);
  const redirects = [301, 302, 303, 307, 308, 101].flatMap((status) =>
    Array.from({ length: 100 }, (_, at) => path(`/api/${word(status * 1_000 + at)}`, { status })),
  );
  await world.post({ calls: redirects.slice(0, 100) });
  await world.post({ calls: [...redirects.slice(100), path('/api/invoices')] });
  expect(await callsByRoute(world)).toMatchObject({ ...before, '/api/invoices': 1, __other__: 500 });
  expect(await world.count('select count(*) from route_parameter')).toBe(0);
});

it('redirects of parts that are there do not make them a parameter, and 304 counts as an answer', async () => {
  const world = await startIngest();
  await world.post({ calls: paths(0, 30, (name) => `/docs/${name}`) });
  const seen = (status: number): object[] =>
    paths(30, 200, (name) => `/docs/${name}`).map((call) => ({ ...call, status }));
  await world.post({ calls: seen(302) });
  expect(await world.count('select count(*) from route_parameter')).toBe(0);
  await world.post({ calls: seen(304) });
  expect(await world.count('select count(*) from route_parameter')).toBe(1);
});

it('a path that only ever redirects has an endpoint; of those that a stranger makes up a hundred have', async () => {
  const world = await startIngest();
  await world.post({ calls: [path('/orders', { method: 'POST', status: 303 })] });
  expect(await callsByRoute(world)).toEqual({ '/orders': 1 });
  await world.post({ calls: paths(0, 300, (name) => `/${name}`).map((call) => ({ ...call, status: 301 })) });
  expect((await callsByRoute(world))['__other__']).toBe(201);
});

it('an API that answers every path keeps the endpoints that it had before a stranger came', async () => {
  const world = await startIngest();
  const parts = Array.from({ length: 24 }, (_, at) => `/part${word(at)}`);
  await world.post({ calls: parts.flatMap((part) => Array.from({ length: 100 }, () => path(part))) });
  const before = await callsByRoute(world);
  await world.post({ calls: paths(1_000, 1_400, (name) => `/${name}`) });
  expect(await callsByRoute(world)).toEqual({ ...before, '/:name': 400 });
});

it('what a person separated stays so, whatever is learned later', async () => {
  const world = await startIngest();
  const projectId = await idOf(world, 'select id from project');
  await world.post({ calls: paths(0, 30, (name) => `/teams/${name}`) });
  await world.post({ calls: paths(30, 90, (name) => `/teams/${name}`) });
  const id = await idOf(world, `select id from endpoint where route = '/teams/${word(1)}'`);
  expect(await idOf(world, `select counts_as as id from endpoint where id = ${id}`)).not.toBe(0);
  await world.storage.transaction((tx) => naming.separateEndpointRows(tx, { projectId, ids: [id] }));
  world.ingest.forget([projectId]);
  await world.post({ calls: [...paths(0, 200, (name) => `/shops/${name}`), path(`/teams/${word(1)}`)] });
  expect(await callsByRoute(world)).toMatchObject({ '/shops/:name': 200, [`/teams/${word(1)}`]: 2 });
});

it('an endpoint that a rule watches stays one', async () => {
  const world = await startIngest();
  await world.post({ calls: paths(0, 30, (name) => `/users/${name}`) });
  const projectId = await idOf(world, 'select id from project');
  const id = await idOf(world, `select id from endpoint where route = '/users/${word(1)}'`);
  await world.storage.query(
    `insert into rule (id, project_id, kind, name, definition, channels, updated_at)
     values ('watches', $1, 'metric', 'Watches', $2, '{all}', now())`,
    [projectId, JSON.stringify({ measure: 'calls', filters: { endpoint: id } })],
  );
  await world.post({ calls: paths(30, 90, (name) => `/users/${name}`) });
  expect(await callsByRoute(world)).toEqual({ '/users/:name': 89, [`/users/${word(1)}`]: 1 });
});

it('200,000 random paths come to a few endpoints, and the other names of the project are not held up', async () => {
  const world = await startIngest();
  for (let from = 0; from < 200_000; from += 10_000) {
    const calls = Array.from({ length: 10_000 }, (_, at) => path(`/${word(from + at)}/${word(7 * (from + at))}`));
    expect((await world.post({ calls: [...calls.slice(1), row({ route: `/declared/${from}` })] })).status).toBe(202);
  }
  expect(await world.count('select count(*) from endpoint')).toBeLessThanOrEqual(2_001);
  expect(await world.count(`select count(*) from endpoint where route like '/declared/%'`)).toBe(20);
  expect(await world.count('select count(*) from call')).toBe(200_000);
});

it('names are found although all is forgotten again and again while they are learned', async () => {
  const world = await startIngest();
  await whileForgetting(world, async () => {
    for (let post = 0; post < 10; post += 1) {
      const declared = Array.from({ length: 20 }, (_, at) => row({ route: `/declared/${post}/${at}` }));
      await world.post({ calls: [...declared, ...paths(post * 30, post * 30 + 30, (name) => `/users/${name}`)] });
    }
  });
  expect(await world.count('select count(*) from call where endpoint_id = 1')).toBe(0);
  expect(world.counted.warnings).toEqual([]);
  expect((await callsByRoute(world))['/users/:name']).toBe(300);
});
