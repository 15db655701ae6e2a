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

/** Some seconds, of one minute or less. */
export interface Span {
  /** Start, seconds since the epoch. */
  at: number;
  seconds: number;
}

/** Spans as rows `t(place, starts, ends)`, of a parameter with their starts and one with their lengths. */
export const spansSql = (starts: string, lengths: string): string =>
  `unnest(${starts}::bigint[], ${lengths}::int[]) with ordinality u(at, seconds, place)
     cross join lateral (select u.place, to_timestamp(u.at) starts, to_timestamp(u.at + u.seconds) ends) t`;

/** Values of the two parameters. */
export const spanValues = (spans: readonly Span[]): [number[], number[]] => [
  spans.map(({ at }) => at),
  spans.map(({ seconds }) => seconds),
];

/** Calls of project $1 with $2 ≤ finished_at < $3 that lie in the span `t`. */
export const CALLS_IN_SPAN = `project_id = $1 and finished_at >= $2 and finished_at < $3
  and finished_at >= starts and finished_at < ends and ${SECOND} >= starts and ${SECOND} < ends`;

/** The same of any of the spans whose starts and lengths two parameters hold: rows of all of them in the order of the table. */
export const callsInSpans = (starts: string, lengths: string): string =>
  `${CALLS_IN_WINDOW} and ${SECOND} = any(array(
     select to_timestamp(s) from unnest(${starts}::bigint[], ${lengths}::int[]) u(at, seconds)
     cross join generate_series(u.at, u.at + u.seconds - 1) s))`;
