/** How many days back each tier is kept. Raw calls and caller days: `project.retentionDays`. */
export const TIER_DAYS = {
  endpointMinute: 15,
  consumerMinute: 2,
  callerHour: 2,
  consumerCallerHour: 2,
  /** 13 months. */
  hour: 396,
  /** 5 years. */
  day: 1827,
} as const;
