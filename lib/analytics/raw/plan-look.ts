import type { Range } from '../range/params';
import { commonMinutes } from '../search/hour-masks';
import type { LoadedMasks } from '../search/load-masks';
import { reachOf } from './reach-of';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_SECONDS = 3_600;
/** Each costs a probe of the index. */
const MOST_MINUTES = 5_000;

/** What of a range is looked at: all of it from `from` on, or only these minutes (seconds since the epoch, newest first). */
export interface Look {
  from: Date;
  minutes: number[] | null;
}

function minutesWithin({ from, to }: Range, { filters, all }: LoadedMasks, mostRows: number) {
  const minutes: number[] = [];
  let rows = 0;
  for (const minute of commonMinutes(filters)) {
    if (minute * SECOND_MS >= to.getTime() || minute * SECOND_MS + MINUTE_MS <= from.getTime()) continue;
    rows += (all.find(Math.floor(minute / HOUR_SECONDS) * HOUR_SECONDS)?.calls ?? 0) / 60;
    if (minutes.length > 0 && (rows > mostRows || minutes.length >= MOST_MINUTES)) return { minutes, done: false };
    minutes.push(minute);
  }
  return { minutes, done: true };
}

/**
 * What to look at of a range so that no more than about so many calls are passed over: its end, or, where that reaches
 * further, only the minutes that hold a match.
 */
export function planLook(range: Range, masks: LoadedMasks, mostRows: number): Look {
  const hours = masks.all.newestFirst().map(({ hour, calls }) => ({ at: hour, calls }));
  const reach = reachOf(range, hours, { mostRows, stretchSeconds: HOUR_SECONDS });
  if (reach <= range.from) return { from: range.from, minutes: null };
  const { minutes, done } = minutesWithin(range, masks, mostRows);
  const fromMs = done ? range.from.getTime() : (minutes.at(-1) ?? 0) * SECOND_MS;
  return fromMs < reach.getTime() ? { from: new Date(fromMs), minutes } : { from: reach, minutes: null };
}
