/** Part of a project's calls that tiers are rebuilt from. */
export interface RebuildScope {
  projectId: number;
  environmentIds: readonly number[];
  /** Whole hours or a whole day; `to` is not part of it. */
  from: Date;
  to: Date;
  /** Callers of an hour that are indexed: the busiest; see `caller_bound`. */
  callersPerHour: number;
}

export const scopeValues = ({ projectId, environmentIds, from, to }: RebuildScope): unknown[] => [
  projectId,
  from,
  to,
  environmentIds,
];

/** Rows of a tier in the scope; `at` is its time column. */
export const tierRows = (at = 'at'): string =>
  `project_id = $1 and environment_id = any($4::smallint[]) and ${at} >= $2 and ${at} < $3`;

/** The same for tiers by date. */
export const TIER_DAYS_ROWS = `project_id = $1 and environment_id = any($4::smallint[])
  and day >= ($2::timestamptz at time zone 'UTC')::date and day < ($3::timestamptz at time zone 'UTC')::date`;
