import path from 'node:path';
import type { Client } from 'pg';
import type { World } from '../support/world';

const ROWS_PER_FILE = 20_000;

/** Empties what ingest writes, so that every round finds the same tables; then a checkpoint, so that none pays for it. */
export async function emptyTables(admin: Client): Promise<void> {
  await admin.query('truncate call, call_pending, ingest_batch, signal, signal_feed');
  await admin.query('checkpoint');
}

export interface CopyFiles {
  paths: readonly string[];
  rows: number;
}

/** Writes the stored calls to binary files of 20,000 rows, in the order in which they arrived. */
export async function exportCalls({ admin, files }: World): Promise<CopyFiles> {
  const { rows } = await admin.query<{ count: string }>('select count(*) from call');
  const count = Math.floor(Number(rows[0]?.count ?? 0) / ROWS_PER_FILE) * ROWS_PER_FILE;
  await admin.query('create table call_in_order as select row_number() over (order by id) as place, call.* from call');
  const { rows: columns } = await admin.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'call'::regclass and attnum > 0 order by attnum`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  const paths: string[] = [];
  for (let from = 0; from < count; from += ROWS_PER_FILE) {
    const file = path.join(files, `${from}.bin`);
    const where = `place > ${from} and place <= ${from + ROWS_PER_FILE}`;
    await admin.query(
      `copy (select ${names} from call_in_order where ${where} order by place) to '${file}' (format binary)`,
    );
    paths.push(file);
  }
  await admin.query('drop table call_in_order');
  await admin.query('create table call_bare (like call including defaults)');
  return { paths, rows: count };
}

/** Rows a second of the server's own COPY from the files, a transaction each, by one backend. */
export async function copyFiles(
  { admin }: World,
  { table, paths, rows }: CopyFiles & { table: 'call' | 'call_bare' },
): Promise<number> {
  await emptyTables(admin);
  await admin.query('truncate call_bare');
  const startedAt = performance.now();
  for (const file of paths) await admin.query(`copy ${table} from '${file}' (format binary)`);
  return (rows / (performance.now() - startedAt)) * 1_000;
}
