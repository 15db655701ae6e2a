import type { Sql } from '../core/storage';
import { CALLS_IN_WINDOW } from '../search/call-window';
import type { IgnoreRuleValues } from './ignore-rule-record';

export interface MatchingQuery {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  to: Date;
  /** Index into METHODS; null: any. */
  methodIndex: number | null;
  methodMask: number;
  values: IgnoreRuleValues;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Calls of a window that are as the values say; over call_second. */
export async function countMatching(sql: Sql, query: MatchingQuery): Promise<number> {
  const { path, userAgent, network } = query.values;
  const { rows } = await sql.query<{ calls: number }>(
    `select count(*)::float8 as calls
       from (select endpoint_id, path, traits, caller, user_agent_id from call
              where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[])) c
       left join endpoint e on e.project_id = $1 and e.id = c.endpoint_id
      where ($5::int is null or c.traits & $6::int = $5)
        and ($7::text is null or coalesce(c.path, e.route) like $7)
        and ($8::text is null or c.user_agent_id = any(array(
              select u.id from user_agent u where u.project_id = $1 and u.value ilike $8)))
        and ($9::cidr is null or c.caller <<= $9)`,
    [
      query.projectId,
      query.from,
      query.to,
      query.environmentIds,
      query.methodIndex,
      query.methodMask,
      path === null ? null : escaped(path).replaceAll('*', '%'),
      userAgent === null ? null : `%${escaped(userAgent)}%`,
      network,
    ],
  );
  return rows[0]?.calls ?? 0;
}
