import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CopyIn } from '../../lib/storage';
import type { World } from '../support/world';
import { atRate } from '../support/feed';

/** Columns of `call` in their order. */
async function columnsOf({ admin }: World): Promise<string> {
  const { rows } = await admin.query<{ names: string }>(
    `select string_agg(attname, ', ' order by attnum) names from pg_attribute where attrelid = 'call'::regclass and attnum > 0`,
  );
  return rows[0]?.names ?? '';
}

export interface Flushes {
  paths: string[];
  calls: number;
}

/** Writes the first stored calls, a share of all, to binary files: one for each transaction that stored them, in its order. */
export async function exportFlushes(world: World, share: number): Promise<Flushes> {
  const { admin, files } = world;
  const columns = await columnsOf(world);
  await admin.query('create table call_in_order as select * from call order by id');
  await admin.query('create index on call_in_order ((id >> 16))');
  await admin.query('analyze call_in_order');
  const { rows } = await admin.query<{ flush: string; calls: number }>(
    'select id >> 16 as flush, count(*)::int calls from call_in_order group by 1 order by 1',
  );
  const first = rows.slice(0, Math.ceil(rows.length * share));
  const paths: string[] = [];
  for (const { flush } of first) {
    const file = path.join(files, `${flush}.bin`);
    await admin.query(
      `copy (select ${columns} from call_in_order where id >> 16 = ${flush} order by id) to '${file}' (format binary)`,
    );
    paths.push(file);
  }
  await admin.query('drop table call_in_order');
  return { paths, calls: first.reduce((sum, { calls }) => sum + calls, 0) };
}

/** Copies the files back into `call` as ingest sends rows, a transaction each, evenly; then they are gone. */
export async function writeRaw({ admin }: World, paths: readonly string[], seconds: number): Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const copyFile = async (file: string): Promise<void> => {
    const copy = admin.query(new CopyIn('copy call from stdin (format binary)'));
    copy.end(readFileSync(file));
    await copy.finished;
  };
  await atRate({ times: paths.length, perSecond: paths.length / seconds }, (at) => {
    last = last.then(() => copyFile(paths[at] ?? ''));
    return last;
  });
  for (const file of paths) rmSync(file);
}
