import { Refusal } from '../start/refusal.mjs';
import { withClient } from './connect.mjs';
import { distributedTables, referenceTables } from './telemetry.mjs';

/** @typedef {import('pg').Client} Client */

/** Rows are merged on the nodes by these: they have to be there. */
const FUNCTIONS = ['hist_merge(int[], int[])', 'hist_merge(bigint[], bigint[])', 'bytes_max(bytea, bytea)'];
const BY = 'project_id';

/**
 * @typedef {object} Placed
 * @property {string} table
 * @property {string} method `h`: by the hash of a column; `n`: a copy on every node
 * @property {number} colocation
 */

/**
 * Spreads telemetry over the nodes of a Citus cluster by project, all of a project on one node, with the names that calls
 * refer to on every node. What is spread already stays as it is. Everything else stays on the coordinator.
 * @param {string} ownerUrl
 * @returns {Promise<string>} what was done, line by line
 */
export function distribute(ownerUrl) {
  return withClient(ownerUrl, async (client) => {
    await requireCitus(client);
    await requireOwner(client);
    const placed = await placedTables(client);
    requireTogether(placed);
    const done = [];
    for (const name of FUNCTIONS) done.push(await placeFunction(client, name));
    for (const name of referenceTables()) done.push(await placeReference(client, { name, placed }));
    for (const name of distributedTables()) done.push(await placeTable(client, { name, placed }));
    return [...done, 'all other tables stay on the coordinator'].join('\n');
  });
}

/** @param {Client} client */
async function requireCitus(client) {
  const { rows } = await client.query(`select to_regproc('create_distributed_table') is not null as there`);
  if (rows[0].there) return;
  throw new Refusal(
    'the database has no Citus: run "create extension citus" in it as a superuser, on every node, and add the nodes',
  );
}

/** @param {Client} client */
async function requireOwner(client) {
  const { rows } = await client.query(
    `select to_regclass('public.' || name) is not null as there,
            pg_has_role((select relowner from pg_class where oid = to_regclass('public.' || name)), 'usage') as mine
       from unnest($1::text[]) as name`,
    [[...referenceTables(), ...distributedTables()]],
  );
  if (rows.some(({ there }) => !there))
    throw new Refusal('the database is not migrated: run "npm run db:migrate" first');
  if (rows.every(({ mine }) => mine)) return;
  throw new Refusal('the tables belong to another role: set DATABASE_OWNER_URL to the role that runs migrations');
}

/**
 * @param {Client} client
 * @returns {Promise<Placed[]>}
 */
async function placedTables(client) {
  const { rows } = await client.query(
    `select c.relname as table, p.partmethod as method, p.colocationid as colocation
       from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
      where c.relnamespace = 'public'::regnamespace and not c.relispartition`,
  );
  return rows;
}

/** @param {Placed[]} placed */
function requireTogether(placed) {
  const [first = '', ...others] = distributedTables();
  const at = placed.find(({ table }) => table === first);
  const astray = placed.find(
    ({ table, method, colocation }) =>
      [first, ...others].includes(table) && (method !== 'h' || (at !== undefined && colocation !== at.colocation)),
  );
  if (!astray) return;
  throw new Refusal(
    `${astray.table} is spread in another way: run "select undistribute_table('${astray.table}')" and try again`,
  );
}

/** @typedef {{ name: string, placed: Placed[] }} Place */

/**
 * Of several nodes some may have the function already: the call says so itself and changes nothing.
 * @param {Client} client
 * @param {string} name
 */
async function placeFunction(client, name) {
  await client.query('select create_distributed_function($1::regprocedure)', [name]);
  return `${name}: on every node`;
}

/**
 * @param {Client} client
 * @param {Place} place
 */
async function placeReference(client, { name, placed }) {
  if (placed.some(({ table }) => table === name)) return `${name}: was on every node`;
  await client.query('select create_reference_table($1::regclass)', [name]);
  return `${name}: now on every node`;
}

/**
 * @param {Client} client
 * @param {Place} place
 */
async function placeTable(client, { name, placed }) {
  if (placed.some(({ table }) => table === name)) return `${name}: was spread by ${BY}`;
  const [first = ''] = distributedTables();
  const beside = name === first ? 'none' : first;
  await client.query('select create_distributed_table($1::regclass, $2, colocate_with => $3)', [name, BY, beside]);
  return `${name}: now spread by ${BY}`;
}
