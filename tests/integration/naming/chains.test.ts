import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mergeEndpoints } from '../../../lib/projects';
import { contextOf } from '../ingest/context-of';
import { row, startIngest, type IngestWorld } from '../ingest/harness';

const WORDS = Array.from(
  { length: 64 },
  (_, at) =>
    `w${at
      .toString(8)
      .padStart(2, '0')
      .replace(/\d/g, (digit) => 'abcdefgh'[Number(digit)] ?? '')}`,
);

const path = (text: string): object => row({ route: undefined, path: text });
const below = (...prefixes: string[]) => ({
  calls: prefixes.flatMap((prefix) => WORDS.map((word) => path(`${prefix}/${word}`))),
});
const idOf = (world: IngestWorld, route: string): Promise<number> =>
  world.count(`select id from endpoint where route = '${route}'`);

async function merge(world: IngestWorld, route: string, into: string): Promise<void> {
  const { projectId } = world;
  const [endpointId, source] = [await idOf(world, into), await idOf(world, route)];
  await mergeEndpoints(await contextOf(world, 'admin'), { projectId, endpointId, endpoints: [source] });
  world.ingest.forget([projectId]);
}

const chains = (world: IngestWorld): Promise<number> =>
  world.count(`select count(*) from endpoint e join endpoint r on r.project_id = e.project_id and r.id = e.counts_as
                where r.counts_as is not null`);

/** Routes that calls are counted under, and how many. */
async function counted({ storage }: IngestWorld) {
  const { rows } = await storage.query<{ route: string; calls: number }>(
    `select r.route, count(*)::int as calls
       from call c
       join endpoint e on e.project_id = c.project_id and e.id = c.endpoint_id
       join endpoint r on r.project_id = e.project_id and r.id = coalesce(e.counts_as, e.id)
      where r.counts_as is null group by r.route`,
  );
  return Object.fromEntries(rows.map(({ route, calls }) => [route, calls]));
}

async function foldedIntoFolded(): Promise<IngestWorld> {
  const world = await startIngest();
  const seen = ['/x/beta/cedar', '/x/alpha/amber', '/x/alpha/birch'].map(path);
  await world.post({ calls: [row({ route: '/x/alpha/:name' }), ...seen] });
  await merge(world, '/x/alpha/:name', '/x/beta/cedar');
  await world.post(below('/x/alpha', '/x/beta'));
  return world;
}

it("endpoints of a template that was merged into one which is folded at the same time count as that one's template", async () => {
  const world = await foldedIntoFolded();
  expect(await chains(world)).toBe(0);
  expect(await counted(world)).toEqual({ '/x/beta/:name': 132 });
  const template = await idOf(world, '/x/beta/:name');
  expect(await world.count(`select count(*) from call where endpoint_id = ${template}`)).toBe(128);
});

it("templates that were merged into each other's endpoints leave one that counts for itself", async () => {
  const world = await startIngest();
  const templates = ['/x/alpha/:name', '/x/beta/:name'].map((route) => row({ route }));
  await world.post({ calls: [...templates, path('/x/alpha/amber'), path('/x/beta/cedar')] });
  await merge(world, '/x/alpha/:name', '/x/beta/cedar');
  await merge(world, '/x/beta/:name', '/x/alpha/amber');
  await world.post(below('/x/alpha', '/x/beta'));
  expect(await chains(world)).toBe(0);
  expect(Object.values(await counted(world))).toEqual([132]);
});

it('chains and circles from before are put right by the migration', async () => {
  const world = await foldedIntoFolded();
  const migration = readFileSync('prisma/migrations/20261127000022_no_chains_of_endpoints/migration.sql', 'utf8');
  const countAs = (route: string, as: number) =>
    world.storage.query('update endpoint set counts_as = $2 where route = $1', [route, as]);
  const [amber, cedar] = [await idOf(world, '/x/alpha/amber'), await idOf(world, '/x/beta/cedar')];
  await countAs('/x/alpha/amber', cedar);
  expect(await chains(world)).toBe(1);
  await world.storage.query(migration);
  expect(await chains(world)).toBe(0);
  expect(await counted(world)).toEqual({ '/x/beta/:name': 132 });
  await countAs('/x/alpha/amber', cedar);
  await countAs('/x/beta/cedar', amber);
  await world.storage.query(migration);
  expect(await chains(world)).toBe(0);
  expect(Object.values(await counted(world)).toSorted((a, b) => a - b)).toEqual([2, 130]);
});
