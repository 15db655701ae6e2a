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

/** The day that a time lies in; `parameter` is its name, such as `$3`. */
export const daySql = (parameter: string): string => `(${parameter}::timestamptz at time zone 'UTC')::date`;

export const sumsSql = (names: readonly string[]): string =>
  `array[${names.map((name) => `sum(${name})::float8`).join(', ')}]`;
