import { withClient } from './connect.mjs';

/** @typedef {import('pg').Client} Client */

/** What every session of the application must have, see lib/storage/core/check-database.ts. */
const SETTINGS = [
  { name: 'timezone', value: 'UTC' },
  { name: 'jit', value: 'off' },
  { name: 'idle_in_transaction_session_timeout', value: '5s' },
];
const NOT_ALLOWED = '42501'; // insufficient_privilege

/**
 * Sets the defaults of the application's sessions, as that role: everybody may do so for oneself. By role and not by
 * start-up options, which a pooler does not pass on.
 * @param {string} appUrl
 * @returns {Promise<string>} the role
 */
function settle(appUrl) {
  return withClient(appUrl, async (client) => {
    const { rows } = await client.query('select session_user as role, current_database() as database');
    const { role, database } = rows[0];
    const place = `role ${client.escapeIdentifier(role)} in database ${client.escapeIdentifier(database)}`;
    for (const { name, value } of SETTINGS) {
      const found = await client.query('select current_setting($1) = $2 as right', [name, value]);
      if (found.rows[0].right) continue;
      await client.query(`alter ${place} set ${name} = ${client.escapeLiteral(value)}`).catch((error) => {
        if (error.code !== NOT_ALLOWED) throw error; // the application says at its start what an administrator must set
      });
    }
    return role;
  });
}

// Rights on what the connected role owns; partitions are reached through their parents. The activity log is append-only,
// and migrations are not the application's. Functions that anybody may execute need no word.
const MISSING = `
  with owned as (
    select c.oid, c.relkind, case c.relname
        when 'activity_log' then array['select', 'insert']
        when '_prisma_migrations' then array['select']
        else array['select', 'insert', 'update', 'delete'] end as rights
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'S') and not c.relispartition
       and pg_has_role(c.relowner, 'usage'))
  select format('grant usage on schema public to %I', $1::text) as statement
   where not has_schema_privilege($1, 'public', 'usage')
  union all
  select format('grant %s on table %s to %I', array_to_string(rights, ', '), oid::regclass, $1)
    from owned where relkind <> 'S' and exists (select from unnest(rights) r where not has_table_privilege($1, oid, r))
  union all
  select format('revoke %s on table %s from %I', word, oid::regclass, $1)
    from owned, unnest(array['insert', 'update', 'delete']) word
   where relkind <> 'S' and word <> all(rights) and has_table_privilege($1, oid, word)
  union all
  select format('grant usage, select on sequence %s to %I', oid::regclass, $1)
    from owned where relkind = 'S'
     and not (has_sequence_privilege($1, oid, 'usage') and has_sequence_privilege($1, oid, 'select'))
  union all
  select format('grant execute on function %s to %I', oid::regprocedure, $1)
    from pg_proc where pronamespace = 'public'::regnamespace and pg_has_role(proowner, 'usage')
     and not has_function_privilege($1, oid, 'execute')`;

/**
 * Gives the application's role what it needs, whatever its name: the defaults of its sessions, and rights on the tables,
 * sequences and functions that there are now. It owns nothing. Does nothing where nothing is missing.
 * @param {Client} owner a connection as the role that runs migrations
 * @param {string} appUrl
 */
export async function equipAppRole(owner, appUrl) {
  const role = await settle(appUrl);
  const { rows: me } = await owner.query('select pg_has_role($1, current_user, $2) as same', [role, 'usage']);
  if (me[0].same) return; // roles are not separated: it owns everything
  const { rows } = await owner.query(MISSING, [role]);
  for (const { statement } of rows) await owner.query(statement);
}
