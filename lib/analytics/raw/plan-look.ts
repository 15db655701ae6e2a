import type { Span } from '../../storage';
import type { Range } from '../range/params';
import { commonSpans } from '../search/hour-masks';
import type { LoadedMasks } from '../search/load-masks';
import { reachOf } from './reach-of';

const SECOND_MS = 1_000;
const HOUR_SECONDS = 3_600;
/** Each costs a probe of the index. */
const MOST_SPANS = 5_000;

/** What of a range is looked at: all of it from `from` on, or only these spans, newest first. */
export interface Look {
  from: Date;
  spans: Span[] | null;
}

function spansWithin({ from, to }: Range, { filters, all }: LoadedMasks, mostRows: number) {
  const spans: Span[] = [];
  let rows = 0;
  for (const span of commonSpans(filters)) {
    const { at, seconds } = span;
    if (at * SECOND_MS >= to.getTime() || (at + seconds) * SECOND_MS <= from.getTime()) continue;
    rows += all.callsPerSecond(at) * seconds;
    if (spans.length > 0 && (rows > mostRows || spans.length >= MOST_SPANS)) return { spans, done: false };
    spans.push(span);
  }
  return { spans, done: true };
}

/**
 * What to look at of a range so that no more than about so many calls are passed over: its end, or, where that reaches
 * further, only the spans that may hold a match.
 */
export function planLook(range: Range, masks: LoadedMasks, mostRows: number): Look {
  const hours = masks.all.newestFirst().map(({ hour, calls }) => ({ at: hour, calls }));
  const reach = reachOf(range, hours, { mostRows, stretchSeconds: HOUR_SECONDS });
  if (reach <= range.from) return { from: range.from, spans: null };
  const { spans, done } = spansWithin(range, masks, mostRows);
  const fromMs = done ? range.from.getTime() : (spans.at(-1)?.at ?? 0) * SECOND_MS;
  return fromMs < reach.getTime() ? { from: new Date(fromMs), spans } : { from: reach, spans: null };
}
