import type { PendingTotals } from '../../rollups';
import { readConsumerPresence } from '../../storage';
import type { PresenceRow, Sql } from '../../storage';
import { environmentsOf } from '../cells/pending-filter';
import type { WorkTime } from '../cells/work-time';
import type { Range } from '../range/params';

const HOUR_MS = 3_600_000;
const HOUR_SECONDS = 3_600;
const MINUTES = 60;
const HALF = 30;
/** Hours of all consumers that are held at a time. */
const HOURS_AT_ONCE = 4;

export interface PresenceQuery extends Range {
  projectId: number;
  environmentIds: readonly number[];
  time: WorkTime;
}

export interface HourPresence {
  /** Start of the hour, seconds since the epoch. */
  hour: number;
  /** One for each consumer of the hour. */
  rows: readonly PresenceRow[];
}

type Hours = Map<number, Map<number, PresenceRow>>;

/** Marks minutes of the hour with which they came. */
function mark(hours: Hours, { hour, consumerId, low, high }: PresenceRow): void {
  const consumers = hours.get(hour) ?? new Map<number, PresenceRow>();
  hours.set(hour, consumers);
  const known = consumers.get(consumerId);
  if (!known) {
    consumers.set(consumerId, { hour, consumerId, low, high });
    return;
  }
  known.low |= low;
  known.high |= high;
}

/** What no rollup holds yet. */
function waitingHours(pending: readonly PendingTotals[], environmentIds: readonly number[]): Hours {
  const hours: Hours = new Map();
  for (const { consumers } of environmentsOf(pending, environmentIds)) {
    for (let row = 0; row < consumers.size; row++) {
      const minute = consumers.key(row, 0);
      const bit = minute % MINUTES;
      mark(hours, {
        hour: Math.floor(minute / MINUTES) * HOUR_SECONDS,
        consumerId: consumers.key(row, 1),
        low: bit < HALF ? 1 << bit : 0,
        high: bit < HALF ? 0 : 1 << (bit - HALF),
      });
    }
  }
  return hours;
}

function byHour(rows: readonly PresenceRow[]): Map<number, PresenceRow[]> {
  const hours = new Map<number, PresenceRow[]>();
  for (const row of rows) {
    const known = hours.get(row.hour);
    if (known) known.push(row);
    else hours.set(row.hour, [row]);
  }
  return hours;
}

/** What is stored of an hour with what waits for it. */
function rowsOf(
  hour: number,
  { stored, waiting }: { stored: ReadonlyMap<number, PresenceRow[]>; waiting: Hours },
): readonly PresenceRow[] {
  const rows = stored.get(hour) ?? [];
  if (!waiting.has(hour)) return rows;
  for (const row of rows) mark(waiting, row);
  return [...(waiting.get(hour)?.values() ?? [])];
}

/** In which minutes of which hours each consumer called, hour after hour; whole hours, also where the range begins or ends in one. */
export async function* presenceByHour(
  sql: Sql,
  { time, ...query }: PresenceQuery,
  pending: readonly PendingTotals[],
): AsyncGenerator<HourPresence> {
  const waiting = waitingHours(pending, query.environmentIds);
  const endMs = query.to.getTime();
  const stretchMs = HOURS_AT_ONCE * HOUR_MS;
  for (let fromMs = Math.floor(query.from.getTime() / HOUR_MS) * HOUR_MS; fromMs < endMs; fromMs += stretchMs) {
    await time.spend();
    const toMs = Math.min(fromMs + stretchMs, endMs);
    const segment = { source: 'hour' as const, from: new Date(fromMs), to: new Date(toMs) };
    const stored = byHour(await readConsumerPresence(time.within(sql), { ...query, segment }));
    for (let hour = fromMs / 1000; hour < toMs / 1000; hour += HOUR_SECONDS) {
      await time.spend();
      const rows = rowsOf(hour, { stored, waiting });
      if (rows.length > 0) yield { hour, rows };
    }
  }
}

/** Minutes of an hour as the mask's halves tell them. */
export function minutesIn({ low, high }: PresenceRow): number[] {
  const minutes: number[] = [];
  for (let bit = 0; bit < HALF; bit++) {
    if ((low >> bit) & 1) minutes.push(bit);
    if ((high >> bit) & 1) minutes.push(bit + HALF);
  }
  return minutes;
}
