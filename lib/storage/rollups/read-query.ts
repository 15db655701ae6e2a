import type { Tier } from './columns';

/** A stretch of time read from one tier, or from the calls themselves. */
export interface Segment {
  source: Tier | 'raw';
  from: Date;
  to: Date;
}

/** What a read of rollups adds up, and by what. */
export interface TierQuery {
  projectId: number;
  environmentIds: readonly number[];
  segment: Segment;
  /** Length of a bucket; null: the whole segment is bucket 0. */
  stepSeconds: number | null;
}

/**
 * Start of the bucket of a time in seconds since the epoch; `$step` is the number of a bigint parameter, 0 = one bucket. By
 * float8, which keeps a microsecond apart from the next bucket until 2100 and costs a third of numeric.
 */
export function bucketSql(column: string, step: string): string {
  return `case when ${step}::bigint = 0 then 0::float8
    else floor(extract(epoch from ${column})::float8 / ${step}::bigint::float8) * ${step}::bigint::float8 end`;
}

/**
 * Rows of a tier for $1 = project, $2 = environments, $3 to $4 = time; with `given` those whose column is among $5. These are
 * looked for time by time in the primary key, whose order would pass over the rows of all others: 1,440 probes for the minutes
 * of a day instead of half a million entries. `offset 0` keeps the planner from doing so all the same.
 */
export function tierSql(table: string, given: { column: string; unit: Segment['source'] } | null): string {
  if (!given) {
    return `(select * from ${table}
      where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3::timestamptz and at < $4::timestamptz) r`;
  }
  const first = `date_trunc('${given.unit}', $3::timestamptz + interval '1 ${given.unit}' - interval '1 microsecond', 'UTC')`;
  return `generate_series(${first}, $4::timestamptz - interval '1 microsecond', interval '1 ${given.unit}') t(at)
    cross join unnest($2::smallint[]) v(id)
    cross join lateral (
      select * from ${table}
      where project_id = $1 and environment_id = v.id and at = t.at and at >= $3::timestamptz and at < $4::timestamptz
        and ${given.column} = any($5::int[]) offset 0) r`;
}

/** The day that a time lies in; `parameter` is its name, such as `$3`. */
export const daySql = (parameter: string): string => `(${parameter}::timestamptz at time zone 'UTC')::date`;

/** Sums in one text: reading a list of the driver takes four times as long. */
export const sumsSql = (names: readonly string[]): string =>
  `concat_ws(',', ${names.map((name) => `sum(${name})`).join(', ')})`;

/** A row whose sums are a text yet. */
export type TextSums<Row extends { sums: number[] }> = Omit<Row, 'sums'> & { sums: string };

export const sumsOf = (text: string): number[] => text.split(',').map(Number);
