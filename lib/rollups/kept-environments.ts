import type { RepairableProject } from '../storage';

const DAY_MS = 86_400_000;

/** Environments whose calls of a day are all still there: within retention every one, afterwards the archive alone. */
export function keptEnvironments({ environments, retentionDays }: RepairableProject, day: Date, now: Date): number[] {
  const allKept = day.getTime() + DAY_MS + retentionDays * DAY_MS > now.getTime();
  return environments.filter(({ archive }) => archive || allKept).map(({ id }) => id);
}
