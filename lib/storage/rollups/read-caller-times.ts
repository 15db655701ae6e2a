import { unpackMinutes } from '../../stats';
import type { Sql } from '../core/storage';
import { arrayLiteral } from './array-literal';

export interface CallerTimes {
  /** First and last minute with a call, seconds since the epoch. */
  firstAt: number;
  lastAt: number;
}

interface EndRow {
  address: string;
  day: number;
  minutes: Buffer;
}

/** When callers were first and last seen, of all days that are kept. Two probes of caller_day_pkey a caller and environment. */
export async function readCallerTimes(
  sql: Sql,
  { projectId, environmentIds, callers }: { projectId: number; environmentIds: readonly number[]; callers: string[] },
): Promise<Map<string, CallerTimes>> {
  const end = (order: string): string =>
    `select day, minutes from caller_day
     where project_id = $1 and environment_id = e.id and caller = u.caller order by day ${order} limit 1`;
  const { rows } = await sql.query<EndRow>(
    `select host(u.caller) address, extract(epoch from d.day)::float8 as day, d.minutes
     from unnest($3::inet[]) u(caller) cross join unnest($2::smallint[]) e(id)
     cross join lateral ((${end('')}) union all (${end('desc')})) d`,
    [projectId, environmentIds, arrayLiteral(callers)],
  );
  const times = new Map<string, CallerTimes>();
  for (const { address, day, minutes } of rows) {
    const list = unpackMinutes(minutes);
    const known = times.get(address);
    times.set(address, {
      firstAt: Math.min(known?.firstAt ?? Infinity, day + (list[0]?.minute ?? 0) * 60),
      lastAt: Math.max(known?.lastAt ?? 0, day + (list.at(-1)?.minute ?? 0) * 60),
    });
  }
  return times;
}
