import type { EndpointItem, IncidentItem, OverviewEndpoint } from '../../lib/shared';

/** What the list knows of one endpoint. */
export interface EndpointRow extends EndpointItem {
  /** Null when nothing is compared. */
  previousCalls: number | null;
  previousErrorRatio: number | null;
  /** Calls of each step; null beyond the busiest 50. */
  spark: readonly number[] | null;
  /** The open incident that names it, else the acknowledged one. */
  incident: IncidentItem | null;
  /** Place in the order of what needs a person: 0 is the first. */
  place: number;
}

interface Sources {
  endpoints: readonly EndpointItem[];
  /** The period before; null when nothing is compared. */
  previous: readonly EndpointItem[] | null;
  busiest: readonly OverviewEndpoint[];
  /** Open and acknowledged ones, newest first. */
  incidents: readonly IncidentItem[];
}

/** Rows of the list, those that need a person first: open incidents, acknowledged ones, rising error ratios, then by calls. */
export function endpointRows({ endpoints, previous, busiest, incidents }: Sources): EndpointRow[] {
  const before = new Map(previous?.map((item) => [item.id, item]));
  const sparks = new Map(busiest.map(({ id, spark }) => [id, spark]));
  const rows = endpoints.map((item) => ({
    ...item,
    previousCalls: previous && (before.get(item.id)?.calls ?? 0),
    previousErrorRatio: before.get(item.id)?.errorRatio ?? null,
    spark: sparks.get(item.id) ?? null,
    incident: incidentOf(item.id, incidents),
    place: 0,
  }));
  return rows.toSorted(neediestFirst).map((row, place) => ({ ...row, place }));
}

/** The open incident of the list that names an endpoint, else one that was acknowledged. */
export function incidentOf(endpointId: number, incidents: readonly IncidentItem[]): IncidentItem | null {
  const named = incidents.filter(({ entities }) => entities.endpointIds.includes(endpointId));
  return named.find(({ state }) => state === 'open') ?? named[0] ?? null;
}

function neediestFirst(a: EndpointRow, b: EndpointRow): number {
  return urgency(b) - urgency(a) || errorRise(b) - errorRise(a) || b.calls - a.calls;
}

const urgency = ({ incident }: EndpointRow): number => (incident === null ? 0 : incident.state === 'open' ? 2 : 1);

/** Says so where only the busiest have a line of their calls by step; null where all of those listed have one, or none is read yet. */
export function linesWords(rows: readonly EndpointRow[]): string | null {
  const drawn = rows.filter(({ spark }) => spark !== null).length;
  return drawn === 0 || drawn === rows.length ? null : 'Calls per step are drawn of the 50 busiest endpoints.';
}

const LEAST_RISE = 0.01;
const LEAST_ERRORS = 10;

/** How far the error ratio rose; 0 for less than 1 pp or fewer than ten errors, which a handful of calls make. */
export function errorRise({ errorRatio, previousErrorRatio, errors }: EndpointRow): number {
  if (errorRatio === null || previousErrorRatio === null || errors < LEAST_ERRORS) return 0;
  const rise = errorRatio - previousErrorRatio;
  return rise < LEAST_RISE ? 0 : rise;
}
