import type { HourMask } from '../../storage';

const HALF = 30;
const HOUR_SECONDS = 3_600;

/** Masks by hour. Calls of several sources add up, minutes unite. */
export class HourMasks {
  private readonly hours = new Map<number, HourMask>();

  add({ hour, low, high, calls }: HourMask): void {
    const known = this.hours.get(hour);
    if (!known) this.hours.set(hour, { hour, low, high, calls });
    else {
      known.low |= low;
      known.high |= high;
      known.calls += calls;
    }
  }

  addMinute(minute: number, calls: number): void {
    const bit = minute % 60;
    const low = bit < HALF ? 1 << bit : 0;
    const high = bit < HALF ? 0 : 1 << (bit - HALF);
    this.add({ hour: Math.floor(minute / 60) * HOUR_SECONDS, low, high, calls });
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
}

/** Minutes (seconds since the epoch) that stand in every one of the masks, newest first. */
export function commonMinutes([first, ...others]: readonly HourMasks[]): number[] {
  const minutes: number[] = [];
  for (const { hour, low, high } of first?.newestFirst() ?? []) {
    const both = { low, high };
    for (const other of others) {
      both.low &= other.find(hour)?.low ?? 0;
      both.high &= other.find(hour)?.high ?? 0;
    }
    for (let bit = HALF - 1; bit >= 0; bit--) if ((both.high >> bit) & 1) minutes.push(hour + (bit + HALF) * 60);
    for (let bit = HALF - 1; bit >= 0; bit--) if ((both.low >> bit) & 1) minutes.push(hour + bit * 60);
  }
  return minutes;
}
