import { Client } from 'pg';
import { expect, it } from 'vitest';
import { waitFor } from '../../support';
import { bootstrapProject, row, startIngest, type Answer, type IngestWorld } from './harness';

const POSTS = 40;
const newName = (at: number): object => row({ route: `/new-${at}`, consumer: `new-${at}`, userAgent: `new/${at}` });
const postAll = (world: IngestWorld): Promise<Answer[]> =>
  Promise.all(Array.from({ length: POSTS }, (_, at) => world.post({ calls: [newName(at)] })));

/** Lets nobody name anything in a project until it is given back. */
async function holdNames({ appUrl, projectId }: IngestWorld): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: appUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from project_counter where project_id = $1 for update', [projectId]);
  return async () => {
    await client.query('commit');
    await client.end();
  };
}

it('new names in many posts of one project take no connection that another one needs', async () => {
  const world = await startIngest({ lockWaitMs: 60_000 });
  const other = await bootstrapProject(world.storage, 'Other');
  const authorization = { authorization: `Bearer ${other.ingestKey}` };
  await world.post({ calls: [row({ userAgent: 'known/1' })] });
  await world.post({ calls: [row()] }, authorization);
  const giveBack = await holdNames(world);
  const posts = postAll(world);
  await waitFor(
    () =>
      world.count(
        `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      ),
    {
      what: 'posts that wait for the lock',
    },
  );
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.post({ calls: [row()] }, authorization)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  await giveBack();
  expect(new Set((await posts).map(({ status }) => status))).toEqual(new Set([202]));
});

it('names that many posts bring at once are made once', async () => {
  const world = await startIngest();
  await Promise.all([postAll(world), postAll(world)]);
  await postAll(world);
  expect(await world.count(`select count(*) from consumer where name like 'new-%'`)).toBe(POSTS);
  expect(await world.count(`select count(*) from endpoint where route like '/new-%'`)).toBe(POSTS);
  expect(await world.count(`select count(*) from user_agent where value like 'new/%'`)).toBe(POSTS);
  const consumers = `select count(distinct consumer_id) from call where consumer_id > 0`;
  expect(await world.count(consumers)).toBe(POSTS);
  expect(await world.count(`select count(*) from call where endpoint_id > 1`)).toBe(3 * POSTS);
});

/** A word for each number. */
const word = (number: number): string =>
  number.toString(26).replace(/./g, (digit) => 'abcdefghijklmnopqrstuvwxyz'.charAt(parseInt(digit, 26)));

it.each([
  { posts: 30, areas: 5 },
  { posts: 2, areas: 50 },
])(
  '$posts posts at once, with 100 paths in each of $areas areas, are folded as one after the other is',
  async ({ posts, areas }) => {
    const world = await startIngest();
    const path = (area: number, at: number): object =>
      row({ route: undefined, path: `/t${word(area)}x/v${word(at)}w` });
    const callsOf = (post: number): object[] =>
      Array.from({ length: areas * 100 }, (_, at) => path(post * areas + (at % areas), Math.floor(at / areas)));
    await Promise.all(Array.from({ length: posts }, (_, post) => world.post({ calls: callsOf(post) })));
    expect(await world.count('select count(*) from call')).toBe(posts * areas * 100);
    expect(await world.count('select count(*) from call where endpoint_id = 1')).toBe(0);
    expect(await world.count('select count(*) from endpoint where counts_as is null')).toBeLessThanOrEqual(2_001);
  },
);
