import type { KeyTable } from './key-table';
import type { RowMillis } from './row-millis';
import { callerId, environmentTotals } from './totals';
import type { EnvironmentTotals, PendingTotals } from './totals';

/** What the numbers in a part of the key become; parts without a map stay as they are. */
type PartMaps = readonly (Int32Array | undefined)[];

const mapped = (map: Int32Array | undefined, key: number): number => (map === undefined ? key : (map[key] ?? 0));

/** Adds every row; answers the row that each was added to. */
function mergeTable(into: KeyTable, from: KeyTable, [first, second, third]: PartMaps = []): Int32Array {
  const { size, keyWidth, keys } = from;
  const targets = new Int32Array(size);
  for (let row = 0, at = 0; row < size; row++, at += keyWidth) {
    const c = keyWidth > 2 ? mapped(third, keys[at + 2] ?? 0) : 0;
    const target = into.row(mapped(first, keys[at] ?? 0), mapped(second, keys[at + 1] ?? 0), c);
    into.addRow(target, from, row);
    targets[row] = target;
  }
  return targets;
}

function mergeMillis(into: RowMillis, from: RowMillis, targets: Int32Array): void {
  targets.forEach((target, row) => into.note(target, from.at(row)));
}

function mergeEnvironment(into: EnvironmentTotals, from: EnvironmentTotals, callers: Int32Array): void {
  const endpoints = mergeTable(into.endpoints, from.endpoints);
  mergeMillis(into.endpointMillis, from.endpointMillis, endpoints);
  mergeTable(into.latency, from.latency, [endpoints]);
  mergeMillis(into.consumerMillis, from.consumerMillis, mergeTable(into.consumers, from.consumers));
  mergeTable(into.callers, from.callers, [undefined, callers]);
  mergeTable(into.endpointConsumers, from.endpointConsumers);
  mergeTable(into.consumerCallers, from.consumerCallers, [undefined, undefined, callers]);
}

/** Adds `from` to `into`; `from` stays as it is. Order and grouping do not matter. */
export function mergePending(into: PendingTotals, from: PendingTotals): void {
  const callers = Int32Array.from(from.callers, (caller) => callerId(into, caller));
  for (const [environmentId, totals] of from.environments) {
    mergeEnvironment(environmentTotals(into, environmentId), totals, callers);
  }
}
