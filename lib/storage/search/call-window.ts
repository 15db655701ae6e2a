/** The expression of index `call_second`, spelled exactly as there. */
export const SECOND = `date_bin('1 second', finished_at, timestamptz '2000-01-01 00:00:00+00')`;

const secondOf = (parameter: string): string =>
  `date_bin('1 second', ${parameter}::timestamptz, timestamptz '2000-01-01 00:00:00+00')`;

/** Calls of project $1 with from ≤ finished_at < to: constant bounds prune the partitions, the second finds the rows. */
export const callsBetween = (from: string, to: string): string =>
  `project_id = $1 and finished_at >= ${from} and finished_at < ${to}
  and ${SECOND} >= ${secondOf(from)} and ${SECOND} <= ${secondOf(to)}`;

/** Calls of project $1 with $2 ≤ finished_at < $3. */
export const CALLS_IN_WINDOW = callsBetween('$2', '$3');
