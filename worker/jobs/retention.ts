import { createArchivedDays, foldWaiting } from '../../lib/rollups';
import {
  deleteCallsOfDay,
  deleteExpiredRows,
  dropCallDay,
  dropPartition,
  listPartitions,
  listRetainedProjects,
  retention,
  RETENTION_MARGIN_MS,
  TIER_DAYS,
} from '../../lib/storage';
import type { Partition, RetainedProject, Storage } from '../../lib/storage';
import type { Job } from '../job';

const DAY_MS = 86_400_000;

/** Days that a partitioned tier is kept, by whoever of the instance keeps it longest. */
function keptDays(parent: Exclude<Partition['parent'], 'call'>, projects: readonly RetainedProject[]): number {
  if (parent === 'consumer_minute') return TIER_DAYS.consumerMinute;
  if (parent === 'caller_hour') return TIER_DAYS.callerHour;
  return Math.max(1, ...projects.map(({ minuteDays }) => minuteDays));
}

export interface RetentionDeps {
  storage: Storage;
  /** The database's clock unless told: what one host's clock says deletes nothing. */
  now?(): Date;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Is all of the day older than so many days? */
function isPast(day: string, keptDays: number, nowMs: number): boolean {
  return Date.parse(day) + DAY_MS + keptDays * DAY_MS + RETENTION_MARGIN_MS <= nowMs;
}

interface Run {
  /** Does a part and answers whether it is done; when it fails, that is told of, and the others go on. */
  attempt(about: object, expire: () => Promise<unknown>): Promise<boolean>;
  nowMs: number;
  projects: readonly RetainedProject[];
  /** Those of whom it is noted how far they are cut: of the others nothing goes yet. */
  noted: readonly RetainedProject[];
  archivedDays: ReturnType<typeof createArchivedDays>;
}

/** May go what all projects have in common? */
const isNoted = ({ projects, noted }: Run): boolean => noted.length === projects.length;

/** Calls that no rollup holds yet are folded first: their sums outlive them, and tell how far the project is cut. */
async function noteCuts(storage: Storage, project: RetainedProject, now: Date): Promise<void> {
  await foldWaiting(storage, { projectId: project.id, now });
  await retention.noteCuts(storage, project, now);
}

/** Drops a day of raw calls; where somebody still keeps it, deletes what has expired. */
async function expireCallDay({ storage, log }: RetentionDeps, day: string, run: Run): Promise<void> {
  const { nowMs, projects, noted, archivedDays } = run;
  const longest = Math.max(0, ...projects.map((project) => project.retentionDays));
  if (isNoted(run) && isPast(day, longest, nowMs)) {
    if (await dropCallDay(storage, day, { waiting: archivedDays, longest })) {
      log.info({ day }, 'calls of a day dropped');
      return;
    }
  }
  for (const project of noted) {
    if (!isPast(day, project.retentionDays, nowMs)) continue;
    const about = { day, projectId: project.id };
    await run.attempt({ table: 'call', ...about }, async () => {
      const deleted = await deleteCallsOfDay(storage, project, day);
      if (deleted > 0) log.info({ ...about, deleted }, 'expired calls deleted');
    });
  }
}

async function expirePartition(deps: RetentionDeps, partition: Partition, run: Run): Promise<void> {
  const { parent, day } = partition;
  if (parent === 'call') return expireCallDay(deps, day, run);
  if (!isPast(day, keptDays(parent, run.projects), run.nowMs)) return undefined;
  if (parent === 'endpoint_minute' && !isNoted(run)) return undefined;
  await dropPartition(deps.storage, partition);
  deps.log.info({ day, table: parent }, 'rollups of a day dropped');
  return undefined;
}

/** Ends what is past its retention: whole days by dropping them, the rest by deleting rows. What fails holds up nothing else. */
export function createRetentionJob(deps: RetentionDeps): Job {
  const { storage } = deps;
  return {
    name: 'retention',
    wakeOn: [],
    everyMs: 3_600_000,
    async run(signal) {
      const failures: unknown[] = [];
      async function attempt(about: object, expire: () => Promise<unknown>): Promise<boolean> {
        if (signal.aborted) return false;
        try {
          await expire();
          return true;
        } catch (error) {
          failures.push(error);
          deps.log.error({ err: error, ...about }, 'what is past its retention is not deleted; it is tried again');
          return false;
        }
      }
      const now = deps.now?.() ?? (await retention.readClock(storage));
      const projects = await listRetainedProjects(storage);
      const noted: RetainedProject[] = [];
      const run = { attempt, nowMs: now.getTime(), projects, noted, archivedDays: createArchivedDays() };
      // before anything of a project goes, so that nobody takes it to be there once more is kept
      for (const project of projects) {
        const about = { table: 'project', projectId: project.id };
        if (await attempt(about, () => noteCuts(storage, project, now))) noted.push(project);
      }
      for (const partition of await listPartitions(storage)) {
        const { parent, day } = partition;
        await attempt({ table: parent, day }, () => expirePartition(deps, partition, run));
      }
      for (const project of noted)
        await attempt({ projectId: project.id }, () => deleteExpiredRows(storage, project, now));
      // counted as a failed run, and so seen by those who run the instance
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} steps of the retention failed`);
    },
  };
}
