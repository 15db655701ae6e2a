import type { RepairableProject } from '../storage';

const DAY_MS = 86_400_000;

/** Has the retention, as it is now, ended for all of the day? */
export const isPastRetention = ({ retentionDays }: RepairableProject, day: Date, now: Date): boolean =>
  day.getTime() + DAY_MS + retentionDays * DAY_MS <= now.getTime();

/**
 * Environments whose calls of a day are all still there: every one within retention, unless calls were deleted while less was
 * kept; else the archive alone.
 */
export function keptEnvironments(project: RepairableProject, day: Date, now: Date): number[] {
  const { environments, callsSince } = project;
  const allKept = !isPastRetention(project, day, now) && (callsSince === null || day >= callsSince);
  return environments.filter(({ archive }) => archive || allKept).map(({ id }) => id);
}
