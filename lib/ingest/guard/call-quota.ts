import { quotas, type Storage } from '../../storage';
import { QUOTA_PERIODS, QuotaLedger, type Counted } from './quota-ledger';

/** Calls of the day and the month, as far as a project has a quota of them. */
export interface CallLimits {
  projectId: number;
  perDay: number | null;
  perMonth: number | null;
}

/** A quota that is used up, and when the next period begins. */
export interface UsedUp {
  period: quotas.QuotaPeriod;
  limit: number;
  resetsAt: Date;
}

/**
 * What projects use of their quotas, shared by all processes that take calls. Each counts by itself and tells the database
 * once a second, which answers the sum: beyond a quota at most what the processes accept within that second is taken.
 */
export interface CallQuota {
  /** The quota that the project has used up; null while it may send. Reads the database once a project. */
  usedUp(limits: CallLimits): UsedUp | null | Promise<UsedUp | null>;
  /** Counts calls of a post that was read: from now on for this process, for all once they are settled. */
  charge(projectId: number, calls: number): void;
  /** The post of such calls has its answer: they are used, or given back since none of them could be stored. */
  settle(projectId: number, calls: number, isUsed: boolean): void;
  /** Counts a post for the quota that refused it, with the bytes that it announced. */
  refuse(projectId: number, by: quotas.QuotaName, bytes: number): void;
  /** Tells what is counted and not told yet. */
  close(): Promise<void>;
}

interface Options {
  storage: Storage;
  nowMs(): number;
  onError(error: unknown): void;
}

const TELL_EVERY_MS = 1_000;

interface Told extends Options {
  ledger: QuotaLedger;
}

/** Tells the database what the ledger counts: once a second while there is something, one telling at a time. */
function createTeller({ storage, nowMs, onError, ledger }: Told) {
  let timer: NodeJS.Timeout | undefined;
  let untold = false;

  async function tell(): Promise<void> {
    untold = false;
    const deltas = ledger.take();
    if (deltas.length === 0) return;
    try {
      ledger.learn(await quotas.addQuotaUse(storage, deltas, new Date(nowMs())));
    } catch (error) {
      ledger.giveBack(deltas);
      untold = true;
      onError(error);
    }
  }

  async function tellAndGoOn(): Promise<void> {
    await tell();
    timer = undefined;
    if (untold) soon();
  }

  function soon(): void {
    untold = true;
    timer ??= setTimeout(() => void tellAndGoOn(), TELL_EVERY_MS);
  }

  return {
    soon,
    async close(): Promise<void> {
      clearTimeout(timer);
      await tell();
    },
  };
}

function judge(project: Counted, { perDay, perMonth }: CallLimits): UsedUp | null {
  const limits = { day: perDay, month: perMonth };
  for (const period of ['month', 'day'] as const) {
    const { known, calls, starts } = project[period];
    const limit = limits[period];
    if (limit !== null && known + calls + project.underWay >= limit)
      return { period, limit, resetsAt: quotas.resetOf({ period, starts }) };
  }
  return null;
}

/** Counts quotas for one process. */
export function createCallQuota(options: Options): CallQuota {
  const { storage, nowMs, onError } = options;
  const ledger = new QuotaLedger();
  const teller = createTeller({ ...options, ledger });
  const now = (): Date => new Date(nowMs());

  async function load(project: Counted, projectId: number): Promise<void> {
    // when it cannot be read, the next telling brings the sum
    await quotas.readQuotaTotals(storage, projectId, now()).then((totals) => ledger.learn(totals), onError);
    project.loading = null;
  }

  return {
    usedUp(limits) {
      const { project, isNew } = ledger.of(limits.projectId, now());
      if (limits.perDay === null && limits.perMonth === null) return null;
      if (isNew) project.loading = load(project, limits.projectId);
      return project.loading ? project.loading.then(() => judge(project, limits)) : judge(project, limits);
    },
    charge(projectId, calls) {
      if (calls === 0) return;
      ledger.of(projectId, now()).project.underWay += calls;
    },
    settle(projectId, calls, isUsed) {
      if (calls === 0) return;
      const { project } = ledger.of(projectId, now());
      project.underWay -= calls;
      if (!isUsed) return;
      for (const period of QUOTA_PERIODS) project[period].calls += calls;
      teller.soon();
    },
    refuse(projectId, by, bytes) {
      const use = ledger.of(projectId, now()).project[by];
      use.refusedPosts += 1;
      use.refusedBytes += bytes;
      teller.soon();
    },
    close: () => teller.close(),
  };
}
