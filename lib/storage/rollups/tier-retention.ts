/** How many days back each tier is kept at most. Raw calls, caller days, hours and days: what the project says, see TierKeeps. */
export const TIER_DAYS = {
  endpointMinute: 15,
  consumerMinute: 2,
  callerHour: 2,
  consumerCallerHour: 2,
} as const;

/** How many days back a project keeps its rollups; hours and days of an archive do not end. */
export interface TierKeeps {
  minuteDays: number;
  hourDays: number;
  dayDays: number;
}
