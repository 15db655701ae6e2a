import { addHourCallers, countHourCallers, findIndexedCallers, setHourCallers } from '../storage';
import type { HourCallers, Sql } from '../storage';
import { KeyTable } from './pending/key-table';
import { MINUTES_PER_HOUR } from './pending/totals';
import type { EnvironmentTotals, PendingTotals } from './pending/totals';
import type { Keeps } from './tiers/keeps';

/** Callers of an hour and project that rollups hold; the rest are not indexed, and searched for among the calls. */
export const CALLERS_PER_HOUR = 100_000;

export interface BoundInput {
  projectId: number;
  totals: PendingTotals;
  keeps: Keeps;
  most: number;
}

/** Indexes of callers by environment. */
type Callers = Map<number, Set<number>>;

const hourOf = (minute: number): number => Math.floor(minute / MINUTES_PER_HOUR);

/** Who called in each hour. */
function callersByHour({ totals, keeps }: BoundInput): Map<number, Callers> {
  const hours = new Map<number, Callers>();
  for (const [id, { callers }] of totals.environments) {
    for (let row = 0; row < callers.size; row++) {
      const minute = callers.key(row, 0);
      if (!keeps.long(minute)) continue;
      const hour = hourOf(minute);
      const of = hours.get(hour) ?? new Map<number, Set<number>>();
      const set = of.get(id) ?? new Set<number>();
      hours.set(hour, of.set(id, set.add(callers.key(row, 1))));
    }
  }
  return hours;
}

function countOf(callers: Callers | undefined): number {
  let count = 0;
  for (const set of callers?.values() ?? []) count += set.size;
  return count;
}

interface Hour {
  hour: number;
  callers: Callers;
}

/** Those of an hour that are not indexed yet, beyond so many. */
async function beyond(sql: Sql, input: BoundInput, { hour, callers, room }: Hour & { room: number }): Promise<Callers> {
  const tier = input.keeps.callerHour(hour * MINUTES_PER_HOUR) ? 'hour' : 'day';
  const left: Callers = new Map();
  let free = room;
  for (const [environmentId, set] of callers) {
    const indexes = [...set];
    const texts = indexes.map((index) => input.totals.callers[index] ?? '');
    const place = { projectId: input.projectId, environmentId, hour, callers: texts };
    const known = new Set(await findIndexedCallers(sql, place, tier));
    const fresh = indexes.filter((_, position) => !known.has(position));
    left.set(environmentId, new Set(fresh.slice(free)));
    free = Math.max(0, free - fresh.length);
  }
  return left;
}

/** Counts an hour that may be past the bound; answers who is to be left out. */
async function boundHour(
  sql: Sql,
  input: BoundInput,
  { hour, callers, noted }: Hour & { noted: HourCallers },
): Promise<Callers> {
  const { projectId, most, keeps } = input;
  const claimed = countOf(callers);
  const kept = keeps.callerHour(hour * MINUTES_PER_HOUR);
  const stored = kept ? await countHourCallers(sql, projectId, hour) : noted.callers - claimed;
  const fits = !noted.exceeded && stored + claimed <= most;
  const left: Callers = fits
    ? new Map()
    : await beyond(sql, input, { hour, callers, room: Math.max(0, most - stored) });
  const counted = Math.min(stored + claimed, Math.max(stored, most));
  await setHourCallers(sql, projectId, { hour, callers: counted, exceeded: countOf(left) > 0 });
  return left;
}

type Drops = (minute: number, caller: number) => boolean;

/** The rows that stay; `caller` is the part of the key that names one, minutes are made from the first part. */
function without(
  table: KeyTable,
  { caller, minutes, drops }: { caller: number; minutes: number; drops: Drops },
): KeyTable {
  const rest = new KeyTable(table.keyWidth, table.valueWidth, table.marked);
  for (let row = 0; row < table.size; row++) {
    if (drops(table.key(row, 0) * minutes, table.key(row, caller))) continue;
    const third = table.keyWidth > 2 ? table.key(row, 2) : 0;
    rest.addRow(rest.row(table.key(row, 0), table.key(row, 1), third), table, row);
  }
  return rest;
}

function leaveOut(totals: PendingTotals, left: ReadonlyMap<number, Callers>): PendingTotals {
  const environments = new Map<number, EnvironmentTotals>();
  for (const [id, of] of totals.environments) {
    const drops: Drops = (minute, caller) => left.get(hourOf(minute))?.get(id)?.has(caller) ?? false;
    environments.set(id, {
      ...of,
      callers: without(of.callers, { caller: 1, minutes: 1, drops }),
      consumerCallers: without(of.consumerCallers, { caller: 2, minutes: MINUTES_PER_HOUR, drops }),
    });
  }
  return { ...totals, environments };
}

/**
 * The totals without callers beyond the bound of their hour. Callers of each claim are added up, which counts some twice:
 * only when that passes the bound, those that are stored are counted. `sql` is the transaction that writes the tiers.
 */
export async function boundCallers(sql: Sql, input: BoundInput): Promise<PendingTotals> {
  const byHour = callersByHour(input);
  if (byHour.size === 0) return input.totals;
  const hours = [...byHour.keys()];
  const callers = hours.map((hour) => countOf(byHour.get(hour)));
  const left = new Map<number, Callers>();
  for (const noted of await addHourCallers(sql, input.projectId, { hours, callers })) {
    const { hour } = noted;
    if (!noted.exceeded && noted.callers <= input.most) continue;
    const of = await boundHour(sql, input, { hour, callers: byHour.get(hour) ?? new Map(), noted });
    if (countOf(of) > 0) left.set(hour, of);
  }
  return left.size === 0 ? input.totals : leaveOut(input.totals, left);
}
