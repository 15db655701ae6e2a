import { byMinuteOf } from '../../rollups';
import type { EnvironmentTotals, PendingTotals } from '../../rollups';
import { addMinuteEntries, addMinuteLatency, addWideLatency } from '../../stats';
import { ENDPOINT_SUMS, naming, readEndpointLatency, readEndpointSums, together } from '../../storage';
import type { EndpointChoice, Segment, Sql } from '../../storage';
import { addShares } from './add-shares';
import { addByStretches } from './by-stretches';
import { addSums, Grid } from './grid';
import { rawWithinBudget } from './raw-within-budget';
import { bucketOf, environmentsOf, inTiers, SECONDS_PER_MINUTE, tierSpans } from './pending-filter';
import { rememberedMinutes } from './remembered-minutes';
import type { Minute } from './remembered-minutes';
import { rememberable, WORTH_ALL } from './rememberable';
import type { KeptSince } from './rememberable';
import type { RememberedQuery, Share } from './remembered-rows';
import { rememberedSteps } from './remembered-steps';
import { WorkTime } from './work-time';

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;

export interface EndpointCellsQuery extends KeptSince {
  projectId: number;
  environmentIds: readonly number[];
  segments: readonly Segment[];
  stepSeconds: number | null;
  endpoints: EndpointChoice;
  /** Histograms are read only when they are asked for. */
  latency: boolean;
  /** Reads so many of ENDPOINT_SUMS, from the first: the others may stay 0. */
  sums?: number | undefined;
  /** The busiest of them are asked for with histograms next. */
  ranks?: boolean | undefined;
  /** Which endpoints count as which, of the same snapshot; read unless given. */
  families?: naming.Families | undefined;
  /** Shared with other reads of the answer; of its own unless given. */
  time?: WorkTime | undefined;
}

interface FamilyQuery extends EndpointCellsQuery {
  time: WorkTime;
  /** The endpoint that one counts as; 0 for the total. */
  rootOf(id: number): number;
}

type SegmentQuery = FamilyQuery & { segment: Segment };

async function readRows(sql: Sql, grid: Grid, query: SegmentQuery): Promise<void> {
  const { rootOf, latency: withLatency, time } = query;
  const timed = isOfFew(query) ? sql : time.within(sql);
  if (!withLatency) {
    for (const { id, bucket, sums } of await readEndpointSums(timed, query)) grid.add(rootOf(id), bucket, sums);
    return;
  }
  const addLatency = query.segment.source === 'minute' ? addMinuteLatency : addWideLatency;
  for (const { id, bucket, sums, latency } of await readEndpointLatency(timed, query)) {
    await time.spend();
    grid.add(rootOf(id), bucket, sums);
    addLatency(grid.cell(rootOf(id), bucket).latency, latency);
  }
}

/** Fewer whole hours than this are read as they are. */
const WORTH_REMEMBERING = 2;

const part = (query: SegmentQuery, from: number, to: number): SegmentQuery => ({
  ...query,
  segment: { ...query.segment, from: new Date(from), to: new Date(to) },
});

const WIDTH = ENDPOINT_SUMS.length;

/** Is so little asked for that rows of all are not read for it? */
const isOfFew = ({ endpoints }: SegmentQuery): boolean =>
  endpoints === 'total' || (endpoints !== 'each' && endpoints.length < WORTH_ALL);

interface Days {
  from: Date;
  to: Date;
  stepSeconds: number;
}

/** The whole days of a segment of hours of which steps are remembered; null when it is read otherwise. */
function daysOfSteps(query: SegmentQuery): Days | null {
  const { latency, segment, stepSeconds, sums } = query;
  if (isOfFew(query)) return null;
  if (segment.source !== 'hour' || latency || sums !== 1 || !stepSeconds || DAY_SECONDS % stepSeconds > 0) return null;
  const dayMs = DAY_SECONDS * 1000;
  const from = Math.ceil(segment.from.getTime() / dayMs) * dayMs;
  const to = Math.floor(segment.to.getTime() / dayMs) * dayMs;
  return to - from > dayMs ? { from: new Date(from), to: new Date(to), stepSeconds } : null;
}

/** How the rows of many endpoints are remembered; null when they are read as asked. */
function rememberedAs(query: SegmentQuery): RememberedQuery | null {
  const { segment, endpoints, latency, ranks, time } = query;
  if (isOfFew(query)) return null;
  const asked = rememberable('endpoint', query);
  if (!asked) return null;
  // Histograms of hours beside days: of those that are ranked first they are less than of all.
  const beside = segment.source === 'hour' && query.segments.some(({ source }) => source === 'day');
  if (beside && latency && endpoints !== 'each') return null;
  if (latency || (ranks && !beside)) return { ...asked, time, latency: latency ? 'used' : 'kept', columns: WIDTH };
  return { ...asked, time, latency: 'none', columns: query.sums ?? WIDTH };
}

function addRemembered(grid: Grid, query: SegmentQuery, shares: readonly Share[]): Promise<void> {
  const { endpoints, sums: columns = WIDTH, latency, rootOf, time } = query;
  return addShares(grid, shares, {
    ids: typeof endpoints === 'string' ? null : endpoints,
    columns,
    latency,
    rootOf,
    time,
  });
}

/** Rows of a tier, of many endpoints from what is remembered. */
async function addRows(sql: Sql, grid: Grid, query: SegmentQuery): Promise<void> {
  const { memory } = sql;
  const days = memory && daysOfSteps(query);
  if (memory && days) {
    const { from, to } = query.segment;
    const edges = [part(query, from.getTime(), days.from.getTime()), part(query, days.to.getTime(), to.getTime())];
    await together([
      rememberedSteps(sql, memory, { ...query, ...days }).then((shares) => addRemembered(grid, query, shares)),
      ...edges.filter(({ segment }) => segment.from < segment.to).map((edge) => addRows(sql, grid, edge)),
    ]);
    return;
  }
  const asked = memory && rememberedAs(query);
  if (!memory || !asked) return readRows(sql, grid, query);
  await addByStretches(sql, { memory, query: asked }, (shares) => addRemembered(grid, query, shares));
}

/** Rows of a tier. The minutes of many hours of one endpoint, or of all together, are remembered. */
async function addTier(sql: Sql, grid: Grid, query: SegmentQuery): Promise<void> {
  const { segment, endpoints, rootOf } = query;
  const [only, ...others] = endpoints === 'total' ? [0] : endpoints === 'each' ? [] : endpoints;
  const { memory } = sql;
  const [fromMs, toMs] = [segment.from.getTime(), segment.to.getTime()];
  const first = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
  const last = Math.floor(toMs / HOUR_MS) * HOUR_MS;
  const isMany = segment.source === 'minute' && last - first >= WORTH_REMEMBERING * HOUR_MS;
  if (!memory || !isMany || only === undefined || others.length > 0) return addRows(sql, grid, query);
  const hours = { ...query, endpointId: only, from: new Date(first), to: new Date(last) };
  const id = rootOf(only);
  const add = ({ at, sums, latency }: Minute): void => {
    const cell = grid.cell(id, bucketOf(at / SECONDS_PER_MINUTE, query.stepSeconds));
    addSums(cell.sums, sums);
    if (query.latency) addMinuteEntries(cell.latency, latency);
  };
  const edges = [part(query, fromMs, first), part(query, last, toMs)].filter(({ segment: { from, to } }) => from < to);
  await together([
    rememberedMinutes(sql, memory, hours).then((minutes) => minutes.forEach(add)),
    ...edges.map((edge) => addRows(sql, grid, edge)),
  ]);
}

async function addRaw(sql: Sql, grid: Grid, query: SegmentQuery): Promise<void> {
  const { endpoints, rootOf } = query;
  const rows = await rawWithinBudget(sql, {
    ...query,
    by: endpoints === 'total' ? null : 'endpoint_id',
    endpointIds: typeof endpoints === 'string' ? null : endpoints,
    consumerIds: null,
  });
  for (const { id: own, bucket, latency, sums } of rows) {
    const id = rootOf(own);
    grid.add(id, bucket, sums);
    if (latency !== null) grid.addLatency(id, bucket, { bucket: latency, calls: sums[0] ?? 0 });
  }
}

/** Adds one environment of a blob whose minutes may lie in the range. */
function addTotals(grid: Grid, query: FamilyQuery, totals: Pick<EnvironmentTotals, 'endpoints' | 'latency'>): void {
  const { endpoints: choice, latency: withLatency, sums: width = WIDTH } = query;
  const { endpoints, latency } = totals;
  const wanted = inTiers(query.segments);
  const chosen = typeof choice === 'string' ? null : new Set(choice);
  const histograms: Float64Array[] = [];
  for (let row = 0; row < endpoints.size; row++) {
    const [minute, endpoint] = [endpoints.key(row, 0), endpoints.key(row, 1)];
    if ((chosen && !chosen.has(endpoint)) || !wanted(minute)) continue;
    const id = choice === 'total' ? 0 : query.rootOf(endpoint);
    const cell = grid.cell(id, bucketOf(minute, query.stepSeconds));
    for (let column = 0; column < width; column++)
      cell.sums[column] = (cell.sums[column] ?? 0) + endpoints.value(row, column);
    if (withLatency) histograms[row] = cell.latency;
  }
  if (!withLatency) return;
  for (let row = 0; row < latency.size; row++) {
    const counts = histograms[latency.key(row, 0)];
    const bucket = latency.key(row, 1);
    if (counts) counts[bucket] = (counts[bucket] ?? 0) + latency.value(row, 0);
  }
}

function addPending(grid: Grid, query: FamilyQuery, pending: readonly PendingTotals[]): void {
  const spans = tierSpans(query.segments);
  for (const totals of environmentsOf(pending, query.environmentIds)) {
    const byMinute = byMinuteOf(totals);
    if (!spans.some(({ from, to }) => byMinute.first < to && byMinute.last >= from)) continue;
    addTotals(grid, query, query.endpoints === 'total' ? byMinute : totals);
  }
}

/** The same query over all endpoints that count as those asked for. */
async function withFamilies(sql: Sql, asked: EndpointCellsQuery): Promise<FamilyQuery> {
  const query = { ...asked, time: asked.time ?? new WorkTime() };
  const { endpoints } = query;
  if (endpoints === 'total') return { ...query, rootOf: () => 0 };
  const { rootOf, membersOf } = query.families ?? (await naming.readFamilies(sql, query.projectId));
  const members = endpoints === 'each' ? endpoints : [...new Set(endpoints.flatMap(membersOf))];
  return { ...query, rootOf, endpoints: members };
}

/**
 * Sums (ENDPOINT_SUMS) and histograms by endpoint and bucket, from tiers, raw edges and what is still pending. What was merged
 * counts as its endpoint; asked for by its old id, that endpoint is found there, too. Throws `timeout` when there is more than can be
 * read in time.
 */
export async function endpointCells(
  sql: Sql,
  asked: EndpointCellsQuery,
  pending: readonly PendingTotals[],
): Promise<Grid> {
  const query = await withFamilies(sql, asked);
  const grid = new Grid(ENDPOINT_SUMS.length, query.latency);
  const tiers = query.segments.filter(({ source }) => source !== 'raw');
  await together(tiers.map((segment) => addTier(sql, grid, { ...query, segment })));
  for (const segment of query.segments) if (segment.source === 'raw') await addRaw(sql, grid, { ...query, segment });
  grid.dropEmpty();
  addPending(grid, query, pending);
  if (typeof asked.endpoints !== 'string') for (const id of asked.endpoints) grid.alias(id, query.rootOf(id));
  return grid;
}
