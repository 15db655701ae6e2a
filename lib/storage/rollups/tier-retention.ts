const DAY_MS = 86_400_000;
/**
 * Rollups go so long after they expire, and are taken to be there until so long before: who decided a moment ago what to read
 * or write still finds it, and clocks need not agree.
 */
export const RETENTION_MARGIN_MS = 3_600_000;

/** From when on rows that are kept so many days can be relied on, epoch ms. */
export const keptSinceMs = (now: Date, days: number): number => now.getTime() - days * DAY_MS + RETENTION_MARGIN_MS;

/** The same of tiers that go by whole days (UTC): their first day is all there. */
export const keptDaysSinceMs = (now: Date, days: number): number =>
  Math.floor(keptSinceMs(now, days) / DAY_MS) * DAY_MS;

/** How many days back each tier is kept at most. Raw calls, caller days, hours and days: what the project says, see TierKeeps. */
export const TIER_DAYS = {
  endpointMinute: 15,
  consumerMinute: 2.125, // with an hour of margin, and steps that begin before it: a day and the day before, whole
  callerHour: 2,
  consumerCallerHour: 2,
} as const;

/** How many days back a project keeps its rollups; hours and days of an archive do not end. */
export interface TierDays {
  minuteDays: number;
  hourDays: number;
  dayDays: number;
}

/** What there is of them: what was deleted while less was kept does not come back with more days. */
export interface TierKeeps extends TierDays {
  /** Minutes before this may be gone; null: none was deleted. */
  minutesSince: Date | null;
  /** The same of hours. */
  hoursSince: Date | null;
}
