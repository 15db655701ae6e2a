import { mergeMinutes, packMinutes } from '../../stats';
import type { Sql } from '../core/storage';
import { arrayLiteral } from './array-literal';
import { CALLER_SUMS } from './columns';
import type { CallerDayRows } from './columns';

interface StoredRow {
  ordinal: string;
  minutes: Buffer;
}

const UNNEST = `
  unnest($2::smallint[], $3::inet[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
  with ordinality u(environment_id, caller, day, calls, s4xx, s5xx, s429, minutes, ordinal)`;
const DAY = `(to_timestamp(u.day * 60) at time zone 'UTC')::date`;
const SAME_ROW = `
  t.project_id = $1::int and t.environment_id = u.environment_id and t.caller = u.caller and t.day = ${DAY}`;

/** The rows at these indexes as parameters; `packed` are their sets of minutes. */
function parameters(projectId: number, rows: CallerDayRows, packed: ReadonlyMap<number, Uint8Array>): unknown[] {
  const indexes = [...packed.keys()];
  const pick = <T extends number | string>(column: readonly T[] | undefined): string =>
    arrayLiteral(indexes.map((index) => column?.[index] ?? 0));
  const hex = [...packed.values()].map((bytes) => Buffer.from(bytes).toString('hex'));
  const sums = CALLER_SUMS.map((_, column) => pick(rows.sums[column]));
  return [
    projectId,
    pick(rows.environment),
    pick(rows.caller),
    pick(rows.at),
    ...sums,
    `{${hex.map((h) => `"${h}"`).join(',')}}`,
  ];
}

/** Locks the stored rows of these keys in the order of the key. Ordinals count from 1 in the order of `packed`. */
async function lockStored(sql: Sql, values: readonly unknown[]): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select u.ordinal, t.minutes from ${UNNEST} join caller_day t on ${SAME_ROW}
     order by t.environment_id, t.caller, t.day for update of t`,
    values,
  );
  return rows;
}

async function update(sql: Sql, values: readonly unknown[]): Promise<void> {
  await sql.query(
    `update caller_day t set calls = t.calls + u.calls, s4xx = t.s4xx + u.s4xx, s5xx = t.s5xx + u.s5xx,
       s429 = t.s429 + u.s429, minutes = decode(u.minutes, 'hex')
     from ${UNNEST} where ${SAME_ROW}`,
    values,
  );
}

/** Inserts rows; answers the ordinals of those that another worker made meanwhile. */
async function insertNew(sql: Sql, values: readonly unknown[]): Promise<number[]> {
  const { rows } = await sql.query<{ ordinal: string }>(
    `with u as materialized (select * from ${UNNEST}),
     made as (
       insert into caller_day (project_id, environment_id, caller, day, calls, s4xx, s5xx, s429, minutes)
       select $1::int, environment_id, caller, ${DAY}, calls, s4xx, s5xx, s429, decode(minutes, 'hex') from u
       order by environment_id, caller, day
       on conflict do nothing returning environment_id, caller, day)
     select u.ordinal from u left join made t on t.environment_id = u.environment_id and t.caller = u.caller and t.day = ${DAY}
     where t.day is null`,
    values,
  );
  return rows.map(({ ordinal }) => Number(ordinal) - 1);
}

/**
 * Adds rows to the days of callers. Sets of minutes are merged here and not in SQL, where unpacking them took ten times
 * as long: stored rows are locked, merged and written back; a row that appeared meanwhile goes round again.
 */
export async function mergeCallerDays(sql: Sql, projectId: number, rows: CallerDayRows): Promise<void> {
  let left = rows.at.map((_, index) => index);
  while (left.length > 0) {
    const fresh = new Map(left.map((index) => [index, packMinutes(rows.minutes[index] ?? [])]));
    const stored = new Map<number, Uint8Array>();
    for (const { ordinal, minutes } of await lockStored(sql, parameters(projectId, rows, fresh))) {
      const index = left[Number(ordinal) - 1] ?? 0;
      stored.set(index, mergeMinutes(minutes, fresh.get(index) ?? new Uint8Array()));
    }
    if (stored.size > 0) await update(sql, parameters(projectId, rows, stored));
    for (const index of stored.keys()) fresh.delete(index);
    const inserted = [...fresh.keys()];
    const lost = fresh.size > 0 ? await insertNew(sql, parameters(projectId, rows, fresh)) : [];
    left = lost.map((ordinal) => inserted[ordinal] ?? 0);
  }
}
