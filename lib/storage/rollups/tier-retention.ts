/** How many days back each tier is kept at most. Raw calls, caller days, hours and days: what the project says, see TierKeeps. */
export const TIER_DAYS = {
  endpointMinute: 15,
  consumerMinute: 2.125, // with an hour of margin, and steps that begin before it: a day and the day before, whole
  callerHour: 2,
  consumerCallerHour: 2,
} as const;

/** How many days back a project keeps its rollups; hours and days of an archive do not end. */
export interface TierKeeps {
  minuteDays: number;
  hourDays: number;
  dayDays: number;
}
