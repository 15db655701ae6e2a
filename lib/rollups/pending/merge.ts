import type { KeyTable } from './key-table';
import { callerId, environmentTotals } from './totals';
import type { EnvironmentTotals, PendingTotals } from './totals';

type MapKey = (part: number) => number;
const same: MapKey = (part) => part;

interface KeyMaps {
  first?: MapKey;
  second?: MapKey;
  third?: MapKey;
}

function mergeTable(into: KeyTable, from: KeyTable, { first = same, second = same, third = same }: KeyMaps = {}): void {
  for (let row = 0; row < from.size; row++) {
    const c = from.keyWidth > 2 ? third(from.key(row, 2)) : 0;
    into.addRow(into.row(first(from.key(row, 0)), second(from.key(row, 1)), c), from, row);
  }
}

function mergeEnvironment(into: EnvironmentTotals, from: EnvironmentTotals, callerOf: MapKey): void {
  const rows = new Int32Array(from.endpoints.size);
  for (let row = 0; row < from.endpoints.size; row++) {
    const target = into.endpoints.row(from.endpoints.key(row, 0), from.endpoints.key(row, 1));
    into.endpoints.addRow(target, from.endpoints, row);
    rows[row] = target;
  }
  mergeTable(into.latency, from.latency, { first: (row) => rows[row] ?? 0 });
  mergeTable(into.consumers, from.consumers);
  mergeTable(into.callers, from.callers, { second: callerOf });
  mergeTable(into.endpointConsumers, from.endpointConsumers);
  mergeTable(into.consumerCallers, from.consumerCallers, { third: callerOf });
}

/** Adds `from` to `into`; `from` stays as it is. Order and grouping do not matter. */
export function mergePending(into: PendingTotals, from: PendingTotals): void {
  const callers = Int32Array.from(from.callers, (caller) => callerId(into, caller));
  for (const [environmentId, totals] of from.environments) {
    mergeEnvironment(environmentTotals(into, environmentId), totals, (index) => callers[index] ?? 0);
  }
}
