import { ENDPOINT_COLUMN } from '../../rollups';
import type { EnvironmentTotals, PendingTotals } from '../../rollups';
import { readCallerMasks, readConsumerMasks, readEndpointMasks, readExceededHours } from '../../storage';
import type { CallFilter, HourMask, MaskClass, Sql } from '../../storage';
import { wholeUnits } from '../range/params';
import type { Range } from '../range/params';
import { HourMasks } from './hour-masks';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Half an hour's minutes. */
const ALL = 2 ** 30 - 1;

export interface MaskedFilter extends CallFilter {
  /** Every environment of the project: what a scan passes over. */
  allEnvironmentIds: readonly number[];
}

export interface LoadedMasks {
  /** One for each part of the filter that rollups know. */
  filters: HourMasks[];
  /** All calls of the project. */
  all: HourMasks;
}

function maskClass({ status }: CallFilter): MaskClass {
  if (!status) return 'any';
  if (status[0] >= 400 && status[1] <= 499) return '4xx';
  return status[0] >= 500 ? '5xx' : 'any';
}

const CLASS_COLUMN = { any: ENDPOINT_COLUMN.calls, '4xx': ENDPOINT_COLUMN.s4xx, '5xx': ENDPOINT_COLUMN.s5xx } as const;

type AddMinute = (minute: number, calls: number) => void;

function pendingEndpoints(totals: EnvironmentTotals, filter: CallFilter, add: AddMinute): void {
  const column = CLASS_COLUMN[maskClass(filter)];
  for (let row = 0; row < totals.endpoints.size; row++) {
    if (filter.endpointId !== null && totals.endpoints.key(row, 1) !== filter.endpointId) continue;
    add(totals.endpoints.key(row, 0), totals.endpoints.value(row, column));
  }
}

/** Adds the minutes of one id of a table keyed by (minute, id). */
function pendingOf(table: EnvironmentTotals['callers'], id: number | undefined, add: AddMinute): void {
  for (let row = 0; row < table.size; row++) {
    if (table.key(row, 1) === id) add(table.key(row, 0), table.value(row, 0));
  }
}

interface Source {
  environmentIds: readonly number[];
  stored: HourMask[];
  pending(totals: EnvironmentTotals, blob: PendingTotals, add: AddMinute): void;
}

function unite(source: Source, pending: readonly PendingTotals[], { from, to }: Range): HourMasks {
  const masks = new HourMasks();
  for (const mask of source.stored) masks.add(mask);
  const add: AddMinute = (minute, calls) => {
    const atMs = minute * MINUTE_MS;
    if (calls > 0 && atMs >= from.getTime() && atMs < to.getTime()) masks.addMinute(minute, calls);
  };
  for (const blob of pending) {
    for (const id of source.environmentIds) {
      const totals = blob.environments.get(id);
      if (totals) source.pending(totals, blob, add);
    }
  }
  return masks;
}

async function sourcesOf(sql: Sql, filter: MaskedFilter, hours: Range): Promise<Source[]> {
  const { projectId, environmentIds, endpointId, consumerId, caller } = filter;
  const query = { projectId, environmentIds, ...hours };
  const of = { endpointId: endpointId ?? 0, of: maskClass(filter) };
  const sources: Source[] = [
    {
      environmentIds,
      stored: await readEndpointMasks(sql, query, of),
      pending: (totals, _, add) => pendingEndpoints(totals, filter, add),
    },
  ];
  if (consumerId !== null) {
    const stored = await readConsumerMasks(sql, query, consumerId);
    sources.push({ environmentIds, stored, pending: ({ consumers }, _, add) => pendingOf(consumers, consumerId, add) });
  }
  if (caller !== null) {
    // Where not all callers are indexed, this one may be in any minute.
    const open = (await readExceededHours(sql, query)).map((hour) => ({ hour, low: ALL, high: ALL, calls: 0 }));
    const stored = [...(await readCallerMasks(sql, query, caller)), ...open];
    sources.push({
      environmentIds,
      stored,
      pending: ({ callers }, { callerIndex }, add) => pendingOf(callers, callerIndex.get(caller), add),
    });
  }
  return sources;
}

/** What rollups and pending blobs know about the minutes of a window: for the filter and for all calls. */
export async function loadMasks(
  sql: Sql,
  filter: MaskedFilter,
  { window, pending }: { window: Range; pending: readonly PendingTotals[] },
): Promise<LoadedMasks> {
  const hours = wholeUnits(window, HOUR_MS);
  const sources = await sourcesOf(sql, filter, hours);
  const everything: MaskedFilter = {
    ...filter,
    environmentIds: filter.allEnvironmentIds,
    status: null,
    endpointId: null,
  };
  const [all] = await sourcesOf(sql, { ...everything, consumerId: null, caller: null }, hours);
  return {
    filters: sources.map((source) => unite(source, pending, hours)),
    all: all ? unite(all, pending, hours) : new HourMasks(),
  };
}
