import type { World } from '../support/world';
import { CONSUMERS, ENDPOINTS, METHODS } from './history';

const PENDING = 2_000;
const CALLS_OF_POST = 20;
/** The posts are spread over the end of the history, as a worker that stood still would leave them. */
export const SPREAD_MS = 1_800_000;

const callsOf = (post: number, toMs: number) =>
  Array.from({ length: CALLS_OF_POST }, (_, at) => {
    const resource = ((post * CALLS_OF_POST + at) % ENDPOINTS) + 1;
    return {
      finishedAt: new Date(toMs - ((PENDING - post) / PENDING) * SPREAD_MS).toISOString(),
      method: METHODS[resource % METHODS.length],
      route: `/v1/resource${resource}/{id}`,
      status: 200,
      durationMs: 5 + (at % 7),
      ip: `10.0.${post % 70}.${at}`,
      consumer: `customer-${(post % CONSUMERS) + 1}`,
    };
  });

async function postAll({ key, admin }: World, url: string, toMs: number): Promise<void> {
  for (let post = 0; post < PENDING; post += 1) {
    const answer = await fetch(`${url}/api/v1/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ calls: callsOf(post, toMs) }),
    });
    if (answer.status !== 202) throw new Error(`a post was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
  const { rows } = await admin.query<{ blobs: number }>('select count(*)::int as blobs from call_pending');
  if (rows[0]?.blobs !== PENDING) throw new Error(`${rows[0]?.blobs} blobs wait instead of ${PENDING}`);
}

/** Takes the posted calls away again, so that a history that is kept stays as it was filled. */
async function removeAll({ admin, projectId }: World, toMs: number): Promise<void> {
  await admin.query(
    `delete from call where project_id = $1 and finished_at > $2 and id >> 16 in (select flush_no from call_pending)`,
    [projectId, new Date(toMs - 2 * SPREAD_MS)],
  );
  await admin.query('truncate call_pending, ingest_batch');
  await admin.query('vacuum (analyze) call');
}

/** Posts one after the other, so that each is a flush with a blob of its own that no worker folds, for as long as `work` takes. */
export async function whilePending(world: World, at: { url: string; toMs: number }, work: () => Promise<void>) {
  try {
    await postAll(world, at.url, at.toMs);
    await work();
  } finally {
    await removeAll(world, at.toMs);
  }
}
