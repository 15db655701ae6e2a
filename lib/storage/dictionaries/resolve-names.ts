import type { Sql, Storage, Tx } from '../core/storage';
import { countsAsLogin } from './counts-as-login';
import { DICTIONARIES, dictionaryKeyText, type DictionaryKey, type DictionaryName } from './dictionary-tables';

export interface NameRequest {
  dictionary: DictionaryName;
  projectId: number;
  keys: readonly DictionaryKey[];
  /**
   * When the first and the last of the calls finished that brought the names. Not each of them was in all of that time: it
   * counts as seen from the last on, and until the first, and the rollups move both to where they belong.
   */
  firstCallAt: Date;
  lastCallAt: Date;
  /**
   * Entries seen in the last 30 days that a project may have; 0 = make none. The 30 days before the first call when that is
   * older: an import of old calls is bounded, too. Of user agents those that came on one day only count for that day.
   */
  limit: number;
  /** Of endpoints: texts of the keys (`dictionaryKeyText`) whose route was made of a path. */
  fromPath?: ReadonlySet<string>;
}

export interface NameEntry {
  key: DictionaryKey;
  /** Of endpoints: the one that it counts as. */
  id: number;
  isLogin: boolean;
  ignored: boolean;
  /** Of endpoints: the route of the one that it counts as. */
  route: string;
}

const columnsOf = (dictionary: DictionaryName): readonly string[] => DICTIONARIES[dictionary].columns;
const valuesOf = (dictionary: DictionaryName, keys: readonly DictionaryKey[]): string[][] =>
  columnsOf(dictionary).map((_, at) => keys.map((key) => key[at] ?? ''));

// index endpoint_label; what calls name goes before what people do, and an endpoint that is shown before one that is merged
const FIND_SHOWN = `
    union all (
    select distinct on (d.method, d.label) r.id, ${countsAsLogin('r')}, r.ignored_at is not null, r.route,
           array[d.method, d.label]
      from unnest($2::text[], $3::text[]) u(method, route)
      join endpoint d on d.project_id = $1 and d.method = u.method and d.label = u.route
      join endpoint r on r.project_id = $1 and r.id = coalesce(d.counts_as, d.id)
     where not exists (
       select from endpoint o where o.project_id = $1 and o.method = u.method and o.route = u.route)
     order by d.method, d.label, d.counts_as is not null, d.id)`;

// the unique index of project and names
function findText(dictionary: DictionaryName): string {
  const columns = columnsOf(dictionary);
  const arrays = columns.map((_, at) => `$${at + 2}::text[]`).join(', ');
  const same = columns.map((column) => `d.${column} = u.${column}`).join(' and ');
  const isEndpoint = dictionary === 'endpoint';
  const facts = isEndpoint
    ? `r.id, ${countsAsLogin('r')} as is_login, r.ignored_at is not null as ignored, r.route`
    : 'd.id';
  const counted = 'join endpoint r on r.project_id = $1 and r.id = coalesce(d.counts_as, d.id)';
  return `
    select ${facts}, array[${columns.map((column) => `d.${column}`).join(', ')}] as key
      from unnest(${arrays}) u(${columns.join(', ')})
      join ${dictionary} d on d.project_id = $1 and ${same} ${isEndpoint ? counted + FIND_SHOWN : ''}`;
}

function insertText(dictionary: DictionaryName): string {
  const columns = columnsOf(dictionary);
  const arrays = columns.map((_, at) => `$${at + 3}::text[]`).join(', ');
  const next = columns.length + 3;
  const path = dictionary === 'endpoint';
  return `
    insert into ${dictionary} (project_id, id, ${columns.join(', ')}, first_seen_at, last_seen_at${path ? ', from_path' : ''})
    select $1::int, u.id, ${columns.map((column) => `u.${column}`).join(', ')}, $${next}::timestamptz, $${next + 1}::timestamptz
           ${path ? `, u.id = any($${next + 2}::int[])` : ''}
      from unnest($2::int[], ${arrays}) u(id, ${columns.join(', ')})`;
}

/** Is an entry counted by the bound of its dictionary? Those seen in 30 days are, and of endpoints none that is merged. */
export function isCounted(dictionary: DictionaryName, now = 'now()'): string {
  const { counted, made } = DICTIONARIES[dictionary];
  return `id > ${made} and last_seen_at > ${now} - interval '30 days' and ${counted.replace('$now', () => now)}`;
}

function countText(dictionary: DictionaryName): string {
  const counted = isCounted(dictionary, 'least(now(), $2::timestamptz)');
  return `
    select coalesce(max(id), 0)::int as highest, count(*) filter (where ${counted})::int as recent, count(*)::int as total
      from ${dictionary} where project_id = $1`;
}

// locks the row: of all processes, one at a time names what is new in a dictionary of a project
const LOCK = `
  insert into project_counter (project_id, name, value) values ($1, $2, 0)
  on conflict (project_id, name) do update set value = project_counter.value
  returning value`;
const ADVANCE = 'update project_counter set value = $3 where project_id = $1 and name = $2';

interface Counts {
  highest: number;
  recent: number;
  total: number;
}

/** Lets those go that were not seen for longest, as far as there are too many: calls that still point to them name none. */
async function forgetUnseen(tx: Tx, { dictionary, projectId, limit }: NameRequest, total: number): Promise<void> {
  const { kept } = DICTIONARIES[dictionary];
  if (kept === null || total <= kept * limit) return;
  await tx.query(
    `delete from ${dictionary} where project_id = $1 and id in (
       select id from ${dictionary} where project_id = $1 order by last_seen_at, id limit $2)`,
    [projectId, total - kept * limit],
  );
}

interface FoundRow {
  id: number;
  is_login?: boolean;
  ignored?: boolean;
  route?: string;
  key: string[];
}

/** The entries that there are of these keys; of endpoints also those that are shown so, where none is called so. */
export async function findNames(
  sql: Sql,
  { dictionary, projectId }: Pick<NameRequest, 'dictionary' | 'projectId'>,
  keys: readonly DictionaryKey[],
): Promise<NameEntry[]> {
  const values = valuesOf(dictionary, keys);
  const { rows } = await sql.query<FoundRow>(findText(dictionary), [projectId, ...values]);
  return rows.map(({ id, is_login: isLogin = false, ignored = false, route = '', key }) => {
    return { key, id, isLogin, ignored, route };
  });
}

/** Keys without an entry, each once, in order. */
export function missingNames(keys: readonly DictionaryKey[], found: readonly NameEntry[]): DictionaryKey[] {
  const known = new Set(found.map(({ key }) => dictionaryKeyText(key)));
  const wanted = new Map(keys.map((key) => [dictionaryKeyText(key), key]));
  return [...wanted]
    .filter(([text]) => !known.has(text))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, key]) => key);
}

/** Of all processes, lets one at a time name what is new in a dictionary of a project, until COMMIT; the highest id so far. */
export async function lockDictionary(
  tx: Sql,
  { projectId, dictionary }: Pick<NameRequest, 'projectId' | 'dictionary'>,
): Promise<number> {
  const { rows } = await tx.query<{ value: number }>(LOCK, [projectId, dictionary]);
  return rows[0]?.value ?? 0;
}

/** Makes the keys that have no entry yet, as far as there is room; the dictionary is locked and `counted` its highest id. */
export async function insertNames(
  tx: Tx,
  request: NameRequest,
  { keys, counted }: { keys: readonly DictionaryKey[]; counted: number },
): Promise<NameEntry[]> {
  const { dictionary, projectId, firstCallAt, lastCallAt, limit, fromPath } = request;
  const found = await findNames(tx, request, keys); // another process may have named some in the meantime
  const { rows } = await tx.query<Counts>(countText(dictionary), [projectId, firstCallAt]);
  const { highest, recent, total } = rows[0] ?? { highest: 0, recent: 0, total: 0 };
  const chosen = missingNames(keys, found).slice(0, Math.max(0, limit - recent));
  if (chosen.length === 0) return found;
  const firstId = Math.max(highest, counted) + 1;
  const entries = chosen.map((key, at) => {
    return { key, id: firstId + at, isLogin: false, ignored: false, route: key[1] ?? '' };
  });
  const paths = entries.filter(({ key }) => fromPath?.has(dictionaryKeyText(key))).map(({ id }) => id);
  await tx.query(insertText(dictionary), [
    projectId,
    entries.map(({ id }) => id),
    ...valuesOf(dictionary, chosen),
    lastCallAt,
    firstCallAt,
    ...(dictionary === 'endpoint' ? [paths] : []),
  ]);
  await tx.query(ADVANCE, [projectId, dictionary, firstId + chosen.length - 1]);
  await forgetUnseen(tx, request, total + chosen.length);
  return [...found, ...entries];
}

/**
 * Ids of names, made where there are none yet, in a short transaction of its own. Names beyond the limit are left out of
 * the answer. Ids count from 1 in each project; several processes may ask at once.
 */
export async function resolveNames(storage: Storage, request: NameRequest): Promise<NameEntry[]> {
  const found = await findNames(storage, request, request.keys);
  const rest = missingNames(request.keys, found);
  if (rest.length === 0 || request.limit === 0) return found;
  const made = await storage.transaction(async (tx) => {
    const counted = await lockDictionary(tx, request);
    return insertNames(tx, request, { keys: rest, counted });
  });
  return [...found, ...made];
}
