import type { MarkedMinute } from '../../stats';
import type { CallerDayRows, CallerHourRows, ConsumerCallerRows } from '../../storage';
import { KeyTable } from '../pending/key-table';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../pending/totals';
import type { EnvironmentTotals, PendingTotals } from '../pending/totals';
import { emptyMasks, setBit } from './masks';
import { byEnvironment } from './tier-minutes';
import type { Keep } from './tier-minutes';

interface Units {
  sums: KeyTable;
  /** Minutes of each row's hour or day. */
  minutes: MarkedMinute[][];
}

function foldUnits({ callers }: EnvironmentTotals, size: number, keep: Keep): Units {
  const sums = new KeyTable(2, callers.valueWidth);
  const minutes: MarkedMinute[][] = [];
  for (let row = 0; row < callers.size; row++) {
    const minute = callers.key(row, 0);
    if (!keep(minute)) continue;
    const target = sums.row(Math.floor(minute / size), callers.key(row, 1));
    sums.addRow(target, callers, row);
    (minutes[target] ??= []).push({ minute: minute % size, parts: callers.marks[row] ?? 0 });
  }
  return { sums, minutes };
}

function columnsOf({ sums }: Units, size: number, { callers }: PendingTotals) {
  const column = <T>(value: (row: number) => T): T[] => Array.from({ length: sums.size }, (_, row) => value(row));
  return {
    at: column((row) => sums.key(row, 0) * size),
    caller: column((row) => callers[sums.key(row, 1)] ?? ''),
    sums: Array.from({ length: sums.valueWidth }, (_, index) => column((row) => sums.value(row, index))),
  };
}

/** Hours of callers, a list by environment. */
export function foldCallerHours(totals: PendingTotals, keep: Keep): CallerHourRows[] {
  return byEnvironment(totals).map(([id, environment]) => {
    const units = foldUnits(environment, MINUTES_PER_HOUR, keep);
    const mask = emptyMasks(units.sums.size);
    units.minutes.forEach((minutes, row) => minutes.forEach(({ minute }) => setBit(mask, row, minute)));
    const columns = columnsOf(units, MINUTES_PER_HOUR, totals);
    return { ...columns, environment: id, mask };
  });
}

/** Days of callers, a list by environment. */
export function foldCallerDays(totals: PendingTotals, keep: Keep): CallerDayRows[] {
  return byEnvironment(totals).map(([id, environment]) => {
    const units = foldUnits(environment, MINUTES_PER_DAY, keep);
    const columns = columnsOf(units, MINUTES_PER_DAY, totals);
    const minutes = units.minutes.map((list) => list.sort((a, b) => a.minute - b.minute));
    return { ...columns, environment: id, minutes };
  });
}

/** Calls of (consumer, caller, hour), a list by environment. `keep` gets the first minute of the hour. */
export function foldConsumerCallers(totals: PendingTotals, keep: Keep): ConsumerCallerRows[] {
  return byEnvironment(totals).map(([id, { consumerCallers }]) => {
    const rows: ConsumerCallerRows = { at: [], environment: id, consumer: [], caller: [], sums: [[]] };
    for (let row = 0; row < consumerCallers.size; row++) {
      const at = consumerCallers.key(row, 0) * MINUTES_PER_HOUR;
      if (!keep(at)) continue;
      rows.at.push(at);
      rows.consumer.push(consumerCallers.key(row, 1));
      rows.caller.push(totals.callers[consumerCallers.key(row, 2)] ?? '');
      rows.sums[0]?.push(consumerCallers.value(row, 0));
    }
    return rows;
  });
}
