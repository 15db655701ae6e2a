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
