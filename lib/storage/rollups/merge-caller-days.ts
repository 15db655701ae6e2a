import { mergeMinutes, packMinutes } from '../../stats';
import type { Sql } from '../core/storage';
import { arrayLiteral, bytesArrayLiteral } from './array-literal';
import { CALLER_SUMS } from './columns';
import type { CallerDayRows } from './columns';
import { DAY_OF_MINUTE, Upsert } from './upsert';

interface StoredRow {
  ordinal: string;
  minutes: Buffer;
}

/** Sets of minutes that are stored for these callers and days, with the row's position from 1. Over caller_day_pkey. */
async function readStored(
  sql: Sql,
  projectId: number,
  { environment, caller, at }: CallerDayRows,
): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select u.ordinal, t.minutes
     from unnest($3::inet[], $4::bigint[]) with ordinality u(caller, day, ordinal)
     join caller_day t on t.project_id = $1::int and t.environment_id = $2::smallint
       and t.caller = u.caller and t.day = ${DAY_OF_MINUTE}`,
    [projectId, environment, arrayLiteral(caller), arrayLiteral(at)],
  );
  return rows;
}

/**
 * Adds rows to the days of callers. Sets of minutes are merged here and not in SQL, where unpacking them took ten times as
 * long; nobody writes in between, since one at a time writes the tiers of a project (`tryEnterRollup`, `enterRollup`).
 */
export async function mergeCallerDays(sql: Sql, projectId: number, rows: CallerDayRows): Promise<void> {
  if (rows.at.length === 0) return;
  const packed = rows.minutes.map((minutes) => packMinutes(minutes));
  for (const { ordinal, minutes } of await readStored(sql, projectId, rows)) {
    const index = Number(ordinal) - 1;
    packed[index] = mergeMinutes(minutes, packed[index] ?? new Uint8Array());
  }
  await new Upsert('caller_day', rows.environment)
    .key('caller', { type: 'inet', literal: arrayLiteral(rows.caller) })
    .key('day', { type: 'bigint', literal: arrayLiteral(rows.at), source: DAY_OF_MINUTE })
    .sums(CALLER_SUMS, rows.sums)
    .column('minutes', { type: 'bytea', literal: bytesArrayLiteral(packed) })
    .run(sql, projectId);
}
