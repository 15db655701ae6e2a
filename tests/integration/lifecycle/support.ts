import { createEraseJob, type EraseDeps } from '../../../worker/jobs/erase';
import type { Storage } from '../../../lib/storage';

const quiet = { info: () => undefined, error: () => undefined };

/** Runs the worker's job once, at a moment of the test's own; null leaves the time to the job. */
export const erase = (
  storage: Storage,
  now: Date | null,
  { log = quiet, ...options }: Partial<Pick<EraseDeps, 'log' | 'lockWaitMs'>> = {},
): Promise<void> =>
  createEraseJob({ storage, ...(now && { now: () => now }), log, ...options }).run(new AbortController().signal);

export const minutesLater = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

interface Column {
  table: string;
  name: string;
  type: string;
  needed: boolean;
}

/** Tables and partitions with this column; those that are partitioned are left out. */
export async function tablesWith(storage: Storage, column: string): Promise<string[]> {
  const { rows } = await storage.query<{ name: string }>(
    `select c.relname as name from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = $1 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
    [column],
  );
  return rows.map(({ name }) => name);
}

const VALUES: Record<string, string> = {
  smallint: '1',
  integer: '7',
  bigint: '7',
  boolean: 'false',
  text: 'gen_random_uuid()::text',
  bytea: `decode(md5(random()::text), 'hex')`,
  jsonb: `'{}'`,
  date: 'current_date',
  inet: `'192.0.2.9'`,
  'double precision': '1',
  'integer[]': `'{}'`,
  'bigint[]': `'{}'`,
  'text[]': `'{}'`,
};

/** A row of the project in every table that has none, that of erasures apart: of each column that needs a value, some value of its type. */
export async function fillEveryTable(storage: Storage, projectId: number): Promise<string[]> {
  const tables = (await tablesWith(storage, 'project_id')).filter((table) => table !== 'erasure');
  const { rows } = await storage.query<Column>(
    `select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
            a.attnotnull and not a.atthasdef and a.attname <> 'project_id' as needed
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relname = any($1) and c.relnamespace = 'public'::regnamespace`,
    [tables],
  );
  for (const table of tables) {
    const has = await storage.query(`select from "${table}" where project_id = $1 limit 1`, [projectId]);
    if (has.rowCount > 0) continue;
    const columns = rows.filter((column) => column.table === table && column.needed);
    const day = /_(\d{4})(\d{2})(\d{2})$/.exec(table);
    const time = day ? `'${day[1]}-${day[2]}-${day[3]}T00:00:00Z'` : 'now()';
    const values = columns.map(({ name, type }) => {
      if (name === 'user_id') return '(select id from "user" limit 1)';
      return type.startsWith('timestamp') ? time : VALUES[type];
    });
    const names = columns.map(({ name }) => `, "${name}"`).join('');
    await storage.query(
      `insert into "${table}" (project_id${names}) values ($1${values.map((v) => `, ${v}`).join('')})`,
      [projectId],
    );
  }
  return tables;
}

/** Tables of the whole database in which some row, written as text, holds the text. */
export async function tablesHolding(storage: Storage, text: string): Promise<string[]> {
  const { rows } = await storage.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname not like '\\_prisma%' order by 1`,
  );
  const holding: string[] = [];
  for (const { name } of rows) {
    const found = await storage.query(`select from "${name}" t where strpos(t::text, $1) > 0 limit 1`, [text]);
    if (found.rowCount > 0) holding.push(name);
  }
  return holding;
}
