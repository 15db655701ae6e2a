import { createArchivedDays } from '../../lib/rollups';
import {
  deleteCallsOfDay,
  deleteExpiredRows,
  dropCallDay,
  dropPartition,
  listPartitions,
  listRetainedProjects,
  TIER_DAYS,
} from '../../lib/storage';
import type { Partition, RetainedProject, Storage } from '../../lib/storage';
import type { Job } from '../job';

const DAY_MS = 86_400_000;
// Readers and rollups that decided a moment ago still find their minutes.
const MARGIN_MS = 3_600_000;

/** Days that a partitioned tier is kept, by whoever of the instance keeps it longest. */
function keptDays(parent: Exclude<Partition['parent'], 'call'>, projects: readonly RetainedProject[]): number {
  if (parent === 'consumer_minute') return TIER_DAYS.consumerMinute;
  if (parent === 'caller_hour') return TIER_DAYS.callerHour;
  return Math.max(1, ...projects.map(({ minuteDays }) => minuteDays));
}

export interface RetentionDeps {
  storage: Storage;
  now(): Date;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Is all of the day older than so many days? */
function isPast(day: string, keptDays: number, nowMs: number): boolean {
  return Date.parse(day) + DAY_MS + keptDays * DAY_MS + MARGIN_MS <= nowMs;
}

interface CallDay {
  day: string;
  projects: readonly RetainedProject[];
  /** `project day` that hold nothing to delete any more. */
  cleaned: Set<string>;
  archivedDays: ReturnType<typeof createArchivedDays>;
}

/** Drops a day of raw calls; where an archive keeps it, deletes what does not belong to the archive. */
async function expireCallDay({ storage, now, log }: RetentionDeps, callDay: CallDay): Promise<void> {
  const { day, projects, cleaned, archivedDays } = callDay;
  const nowMs = now().getTime();
  const longest = Math.max(0, ...projects.map((project) => project.retentionDays));
  const expired = projects.filter((project) => isPast(day, project.retentionDays, nowMs));
  if (isPast(day, longest, nowMs) && !cleaned.has(day)) {
    if (await dropCallDay(storage, day, archivedDays)) {
      log.info({ day }, 'calls of a day dropped');
      return;
    }
    cleaned.add(day); // an archive keeps it
  }
  for (const project of expired) {
    const key = `${project.id} ${day}`;
    if (cleaned.has(key)) continue;
    const deleted = await deleteCallsOfDay(storage, project, day);
    if (deleted > 0) log.info({ day, projectId: project.id, deleted }, 'expired calls deleted');
    cleaned.add(key);
  }
}

async function expirePartition(deps: RetentionDeps, partition: Partition, callDay: CallDay): Promise<void> {
  if (partition.parent === 'call') return expireCallDay(deps, callDay);
  const days = keptDays(partition.parent, callDay.projects);
  if (!isPast(partition.day, days, deps.now().getTime())) return undefined;
  await dropPartition(deps.storage, partition);
  deps.log.info({ day: partition.day, table: partition.parent }, 'rollups of a day dropped');
  return undefined;
}

/** Ends what is past its retention: whole days by dropping them, the rest by deleting rows. What fails holds up nothing else. */
export function createRetentionJob(deps: RetentionDeps): Job {
  const cleaned = new Set<string>();
  return {
    name: 'retention',
    wakeOn: [],
    everyMs: 3_600_000,
    async run(signal) {
      const failures: unknown[] = [];
      async function attempt(about: object, expire: () => Promise<unknown>): Promise<void> {
        if (signal.aborted) return;
        try {
          await expire();
        } catch (error) {
          failures.push(error);
          deps.log.error({ err: error, ...about }, 'what is past its retention is not deleted; it is tried again');
        }
      }
      const projects = await listRetainedProjects(deps.storage);
      const archivedDays = createArchivedDays();
      for (const partition of await listPartitions(deps.storage)) {
        const { parent, day } = partition;
        const callDay = { day, projects, cleaned, archivedDays };
        await attempt({ table: parent, day }, () => expirePartition(deps, partition, callDay));
      }
      for (const project of projects)
        await attempt({ projectId: project.id }, () => deleteExpiredRows(deps.storage, project, deps.now()));
      // counted as a failed run, and so seen by those who run the instance
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} steps of the retention failed`);
    },
  };
}
