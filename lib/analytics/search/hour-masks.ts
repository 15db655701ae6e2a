import { PARTS_PER_MINUTE, SECONDS_PER_PART } from '../../stats';
import type { HourMask, Span } from '../../storage';

const MINUTES_PER_HOUR = 60;
const SECONDS_PER_MINUTE = 60;
const HOUR_SECONDS = 3_600;

/** In which parts of minutes calls may lie, hour by hour. Calls of several sources add up, parts unite. */
export class HourMasks {
  private readonly hours = new Map<number, HourMask>();

  private hourAt(hour: number): HourMask {
    const known = this.hours.get(hour) ?? { hour, calls: 0, parts: new Uint16Array(MINUTES_PER_HOUR) };
    this.hours.set(hour, known);
    return known;
  }

  add(hour: number, calls: number, parts: Uint16Array): void {
    const known = this.hourAt(hour);
    known.calls += calls;
    parts.forEach((bits, minute) => (known.parts[minute] = (known.parts[minute] ?? 0) | bits));
  }

  /** Adds calls of a minute (since the epoch). */
  addMinute(minute: number, calls: number, parts: number): void {
    const known = this.hourAt(Math.floor(minute / MINUTES_PER_HOUR) * HOUR_SECONDS);
    const at = minute % MINUTES_PER_HOUR;
    known.calls += calls;
    known.parts[at] = (known.parts[at] ?? 0) | parts;
  }

  get calls(): number {
    let total = 0;
    for (const { calls } of this.hours.values()) total += calls;
    return total;
  }

  /** Hours, newest first. */
  newestFirst(): HourMask[] {
    return [...this.hours.values()].sort((a, b) => b.hour - a.hour);
  }

  find(hour: number): HourMask | undefined {
    return this.hours.get(hour);
  }

  /** Calls of the hour that a time (seconds since the epoch) lies in, by the second. */
  callsPerSecond(at: number): number {
    return (this.find(Math.floor(at / HOUR_SECONDS) * HOUR_SECONDS)?.calls ?? 0) / HOUR_SECONDS;
  }
}

/** Adds the parts of a minute, newest first, those that follow each other as one. */
function addSpans(spans: Span[], minuteAt: number, parts: number): void {
  for (let end = PARTS_PER_MINUTE; end > 0; end--) {
    if (!((parts >> (end - 1)) & 1)) continue;
    let start = end - 1;
    while (start > 0 && (parts >> (start - 1)) & 1) start--;
    spans.push({ at: minuteAt + start * SECONDS_PER_PART, seconds: (end - start) * SECONDS_PER_PART });
    end = start + 1;
  }
}

/** What stands in every one of the masks, newest first: whole minutes, or parts of them. */
export function commonSpans([first, ...others]: readonly HourMasks[]): Span[] {
  const spans: Span[] = [];
  for (const { hour, parts } of first?.newestFirst() ?? []) {
    const besides = others.map((other) => other.find(hour)?.parts);
    for (let minute = MINUTES_PER_HOUR - 1; minute >= 0; minute--) {
      const common = besides.reduce((bits, other) => bits & (other?.[minute] ?? 0), parts[minute] ?? 0);
      if (common !== 0) addSpans(spans, hour + minute * SECONDS_PER_MINUTE, common);
    }
  }
  return spans;
}
