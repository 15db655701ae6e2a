import { byMinuteOf, ENDPOINT_COLUMN } from '../../rollups';
import type { EnvironmentTotals, PendingTotals } from '../../rollups';
import { inCidrs, parseCidrs } from '../../shared';
import { EVERY_PART, wholeHour } from '../../stats';
import {
  readCallerMasks,
  readConsumerMasks,
  readEndpointMasks,
  readExceededHours,
  readSlowMasks,
  together,
} from '../../storage';
import type { HourMask, MaskClass, MinuteMask, Sql } from '../../storage';
import { wholeUnits } from '../range/params';
import type { Range } from '../range/params';
import { HourMasks } from './hour-masks';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The part of a filter that rollups know about: minutes outside of it hold no match. Null = of all. */
export interface CoveredFilter {
  projectId: number;
  environmentIds: readonly number[];
  /** Every environment of the project: what a scan passes over. */
  allEnvironmentIds: readonly number[];
  of: MaskClass;
  endpointIds: readonly number[] | null;
  consumerIds: readonly number[] | null;
  /** Addresses and ranges. */
  callers: readonly string[] | null;
  /** Only durations of this latency bucket or above; 0 = any. */
  slowestBucket: number;
}

export interface LoadedMasks {
  /** One for each part of the filter that rollups know. */
  filters: HourMasks[];
  /** All calls of the project. */
  all: HourMasks;
}

const CLASS_COLUMN = { any: ENDPOINT_COLUMN.calls, '4xx': ENDPOINT_COLUMN.s4xx, '5xx': ENDPOINT_COLUMN.s5xx } as const;

type AddMinute = (minute: number, calls: number, parts: number) => void;

function pendingEndpoints(totals: EnvironmentTotals, { of, endpointIds }: CoveredFilter, add: AddMinute): void {
  const column = CLASS_COLUMN[of];
  const chosen = endpointIds && new Set(endpointIds);
  const { endpoints } = chosen ? totals : byMinuteOf(totals);
  for (let row = 0; row < endpoints.size; row++) {
    if (chosen && !chosen.has(endpoints.key(row, 1))) continue;
    add(endpoints.key(row, 0), endpoints.value(row, column), chosen ? (endpoints.marks[row] ?? 0) : EVERY_PART);
  }
}

/** Adds the minutes of some ids of a table keyed by (minute, id). */
function pendingOf(table: EnvironmentTotals['callers'], ids: ReadonlySet<number>, add: AddMinute): void {
  for (let row = 0; row < table.size; row++) {
    if (ids.has(table.key(row, 1))) add(table.key(row, 0), table.value(row, 0), table.marks[row] ?? 0);
  }
}

/** Indexes of the callers of a blob that are among the addresses and ranges. */
function callersAmong({ callers, callerIndex }: PendingTotals, networks: readonly string[]): Set<number> {
  const { ranges } = parseCidrs(networks.filter((network) => network.includes('/')));
  const found = new Set(networks.flatMap((network) => callerIndex.get(network) ?? []));
  if (ranges.length > 0) callers.forEach((caller, index) => inCidrs(caller, ranges) && found.add(index));
  return found;
}

interface Source {
  environmentIds: readonly number[];
  stored: (HourMask | MinuteMask)[];
  pending(totals: EnvironmentTotals, blob: PendingTotals, add: AddMinute): void;
}

function unite(source: Source, pending: readonly PendingTotals[], { from, to }: Range): HourMasks {
  const masks = new HourMasks();
  for (const mask of source.stored) {
    if ('hour' in mask) masks.add(mask.hour, mask.calls, mask.parts);
    else masks.addMinute(mask.minute, mask.calls, mask.parts);
  }
  const add: AddMinute = (minute, calls, parts) => {
    const atMs = minute * MINUTE_MS;
    if (calls > 0 && atMs >= from.getTime() && atMs < to.getTime()) masks.addMinute(minute, calls, parts);
  };
  for (const blob of pending) {
    for (const id of source.environmentIds) {
      const totals = blob.environments.get(id);
      if (totals) source.pending(totals, blob, add);
    }
  }
  return masks;
}

type Hours = { projectId: number; environmentIds: readonly number[] } & Range;

async function endpointSources(sql: Sql, filter: CoveredFilter, hours: Hours): Promise<Source[]> {
  const { environmentIds, of, slowestBucket } = filter;
  const endpointIds = filter.endpointIds ?? [0];
  const pending: Source['pending'] = (totals, _, add) => pendingEndpoints(totals, filter, add);
  const masks = [readEndpointMasks(sql, hours, { endpointIds, of })];
  // What is pending does not tell durations by minute: any of its minutes may hold a slow one.
  if (slowestBucket > 0) masks.push(readSlowMasks(sql, hours, { endpointIds, bucket: slowestBucket }));
  return (await together(masks)).map((stored) => ({ environmentIds, stored, pending }));
}

async function consumerSource(sql: Sql, consumerIds: readonly number[], hours: Hours): Promise<Source[]> {
  const { environmentIds } = hours;
  const ids = new Set(consumerIds);
  const stored = await readConsumerMasks(sql, hours, consumerIds);
  return [{ environmentIds, stored, pending: ({ consumers }, _, add) => pendingOf(consumers, ids, add) }];
}

async function callerSource(sql: Sql, callers: readonly string[], hours: Hours): Promise<Source[]> {
  const { environmentIds } = hours;
  const [masks, exceeded] = await together([readCallerMasks(sql, hours, callers), readExceededHours(sql, hours)]);
  if (!masks) return [];
  // Where not all callers are indexed, this one may be in any minute.
  const open = exceeded.map((hour) => ({ hour, calls: 0, parts: wholeHour() }));
  const pending: Source['pending'] = (totals, blob, add) => pendingOf(totals.callers, callersAmong(blob, callers), add);
  return [{ environmentIds, stored: [...masks, ...open], pending }];
}

async function sourcesOf(sql: Sql, filter: CoveredFilter, window: Range): Promise<Source[]> {
  const { projectId, environmentIds, consumerIds, callers } = filter;
  const hours = { projectId, environmentIds, ...window };
  const sources = [endpointSources(sql, filter, hours)];
  if (consumerIds !== null) sources.push(consumerSource(sql, consumerIds, hours));
  if (callers !== null) sources.push(callerSource(sql, callers, hours));
  return (await together(sources)).flat();
}

/** Knows nothing but environments. */
export const coveringAll = (scope: Pick<CoveredFilter, 'projectId' | 'environmentIds' | 'allEnvironmentIds'>) => ({
  ...scope,
  of: 'any' as const,
  endpointIds: null,
  consumerIds: null,
  callers: null,
  slowestBucket: 0,
});

/** What rollups and pending blobs know about the minutes of a window: for the filter and for all calls. */
export async function loadMasks(
  sql: Sql,
  filter: CoveredFilter,
  { window, pending }: { window: Range; pending: readonly PendingTotals[] },
): Promise<LoadedMasks> {
  const hours = wholeUnits(window, HOUR_MS);
  const { projectId, allEnvironmentIds } = filter;
  const everything = coveringAll({ projectId, environmentIds: allEnvironmentIds, allEnvironmentIds });
  const [sources, [all]] = await together([sourcesOf(sql, filter, hours), sourcesOf(sql, everything, hours)]);
  return {
    filters: sources.map((source) => unite(source, pending, hours)),
    all: all ? unite(all, pending, hours) : new HourMasks(),
  };
}
