import type { Sql, Storage, Tx } from '../core/storage';
import { DICTIONARIES, dictionaryKeyText, type DictionaryKey, type DictionaryName } from './dictionary-tables';

export interface NameRequest {
  dictionary: DictionaryName;
  projectId: number;
  keys: readonly DictionaryKey[];
  /** When the first of the calls finished that brought the names; the rollups move the last-seen times on. */
  firstSeenAt: Date;
  /**
   * Entries seen in the last 30 days that a project may have (of user agents: entries); 0 = make none. The 30 days before
   * the first call when that is older: an import of old calls is bounded, too.
   */
  limit: number;
}

export interface NameEntry {
  key: DictionaryKey;
  id: number;
  isLogin: boolean;
}

const columnsOf = (dictionary: DictionaryName): readonly string[] => DICTIONARIES[dictionary].columns;
const valuesOf = (dictionary: DictionaryName, keys: readonly DictionaryKey[]): string[][] =>
  columnsOf(dictionary).map((_, at) => keys.map((key) => key[at] ?? ''));

// the unique index of project and names
function findText(dictionary: DictionaryName): string {
  const columns = columnsOf(dictionary);
  const arrays = columns.map((_, at) => `$${at + 2}::text[]`).join(', ');
  const same = columns.map((column) => `d.${column} = u.${column}`).join(' and ');
  return `
    select d.id, ${DICTIONARIES[dictionary].login} as is_login, array[${columns.map((column) => `d.${column}`).join(', ')}] as key
      from unnest(${arrays}) u(${columns.join(', ')})
      join ${dictionary} d on d.project_id = $1 and ${same}`;
}

function insertText(dictionary: DictionaryName): string {
  const { seen } = DICTIONARIES[dictionary];
  const columns = columnsOf(dictionary);
  const arrays = columns.map((_, at) => `$${at + 3}::text[]`).join(', ');
  const next = columns.length + 3;
  return `
    insert into ${dictionary} (project_id, id, ${columns.join(', ')}${seen ? ', first_seen_at, last_seen_at' : ''})
    select $1::int, u.id, ${columns.map((column) => `u.${column}`).join(', ')}${seen ? `, $${next}::timestamptz, $${next}::timestamptz` : ''}
      from unnest($2::int[], ${arrays}) u(id, ${columns.join(', ')})`;
}

function countText(dictionary: DictionaryName): string {
  const { seen, made } = DICTIONARIES[dictionary];
  const recent = seen ? " and last_seen_at > least(now(), $2::timestamptz) - interval '30 days'" : '';
  return `
    select coalesce(max(id), 0)::int as highest, count(*) filter (where id > ${made}${recent})::int as recent
      from ${dictionary} where project_id = $1`;
}

// locks the row: of all processes, one at a time names what is new in a dictionary of a project
const LOCK = `
  insert into project_counter (project_id, name, value) values ($1, $2, 0)
  on conflict (project_id, name) do update set value = project_counter.value
  returning value`;
const ADVANCE = 'update project_counter set value = $3 where project_id = $1 and name = $2';

async function find(
  sql: Sql,
  { dictionary, projectId }: NameRequest,
  keys: readonly DictionaryKey[],
): Promise<NameEntry[]> {
  const { rows } = await sql.query<{ id: number; is_login: boolean; key: string[] }>(findText(dictionary), [
    projectId,
    ...valuesOf(dictionary, keys),
  ]);
  return rows.map(({ id, is_login, key }) => ({ key, id, isLogin: is_login }));
}

function missing(keys: readonly DictionaryKey[], found: readonly NameEntry[]): DictionaryKey[] {
  const known = new Set(found.map(({ key }) => dictionaryKeyText(key)));
  const wanted = new Map(keys.map((key) => [dictionaryKeyText(key), key]));
  return [...wanted]
    .filter(([text]) => !known.has(text))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, key]) => key);
}

async function insert(tx: Tx, request: NameRequest, keys: readonly DictionaryKey[]): Promise<NameEntry[]> {
  const { dictionary, projectId, firstSeenAt, limit } = request;
  const locked = await tx.query<{ value: number }>(LOCK, [projectId, dictionary]);
  const found = await find(tx, request, keys); // another process may have named some in the meantime
  const counted = await tx.query<{ highest: number; recent: number }>(countText(dictionary), [
    projectId,
    ...(DICTIONARIES[dictionary].seen ? [firstSeenAt] : []),
  ]);
  const { highest = 0, recent = 0 } = counted.rows[0] ?? {};
  const chosen = missing(keys, found).slice(0, Math.max(0, limit - recent));
  if (chosen.length === 0) return found;
  const firstId = Math.max(highest, locked.rows[0]?.value ?? 0) + 1;
  const entries = chosen.map((key, at) => ({ key, id: firstId + at, isLogin: false }));
  await tx.query(insertText(dictionary), [
    projectId,
    entries.map(({ id }) => id),
    ...valuesOf(dictionary, chosen),
    ...(DICTIONARIES[dictionary].seen ? [firstSeenAt] : []),
  ]);
  await tx.query(ADVANCE, [projectId, dictionary, firstId + chosen.length - 1]);
  return [...found, ...entries];
}

/**
 * Ids of names, made where there are none yet, in a short transaction of its own. Names beyond the limit are left out of
 * the answer. Ids count from 1 in each project; several processes may ask at once.
 */
export async function resolveNames(storage: Storage, request: NameRequest): Promise<NameEntry[]> {
  const found = await find(storage, request, request.keys);
  const rest = missing(request.keys, found);
  if (rest.length === 0 || request.limit === 0) return found;
  const made = await storage.transaction((tx) => insert(tx, request, rest));
  return [...found, ...made];
}
