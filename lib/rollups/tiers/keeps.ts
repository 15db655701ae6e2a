import { TIER_DAYS } from '../../storage';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../pending/totals';
import type { Keep } from './tier-minutes';

const MS_PER_MINUTE = 60_000;

export interface Keeps {
  endpointMinute: Keep;
  consumerMinute: Keep;
  callerHour: Keep;
  consumerCallerHour: Keep;
  /** Hours and days: every call that ingest took is inside their retention. */
  long: Keep;
}

export interface KeepsInput {
  now: Date;
  /** Day since the epoch that is rebuilt from raw calls instead. */
  skipDay: number | null;
  /** How long the project keeps minutes of endpoints. */
  minuteDays: number;
}

/** What each tier still takes at `now`. */
export function keepsAt({ now, skipDay, minuteDays }: KeepsInput): Keeps {
  const nowMinute = Math.floor(now.getTime() / MS_PER_MINUTE);
  const skipped: Keep = (minute) => Math.floor(minute / MINUTES_PER_DAY) === skipDay;
  const since = (days: number, align: number): Keep => {
    const first = Math.floor((nowMinute - days * MINUTES_PER_DAY) / align) * align;
    return (minute) => minute >= first && !skipped(minute);
  };
  return {
    endpointMinute: since(Math.min(minuteDays, TIER_DAYS.endpointMinute), 1),
    consumerMinute: since(TIER_DAYS.consumerMinute, MINUTES_PER_DAY),
    callerHour: since(TIER_DAYS.callerHour, MINUTES_PER_HOUR),
    consumerCallerHour: since(TIER_DAYS.consumerCallerHour, MINUTES_PER_HOUR),
    long: (minute) => !skipped(minute),
  };
}
