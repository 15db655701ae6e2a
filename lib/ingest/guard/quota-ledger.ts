import { quotas } from '../../storage';

interface Use {
  starts: string;
  /** As the database last said. */
  known: number;
  calls: number;
  /** Those that this quota refused. */
  refusedPosts: number;
  refusedBytes: number;
}

/** What a project uses now. */
export type Counted = Record<quotas.QuotaName, Use> & {
  loading: Promise<void> | null;
  /** Calls of posts under way, which count once they are stored. */
  underWay: number;
};

export const QUOTA_PERIODS = ['day', 'month'] as const;
const QUOTA_NAMES = [...QUOTA_PERIODS, 'minute'] as const;
const PROJECTS = 10_000;

const unused = (starts: string): Use => ({ starts, known: 0, calls: 0, refusedPosts: 0, refusedBytes: 0 });
const isUntold = ({ calls, refusedPosts }: Use): boolean => calls > 0 || refusedPosts > 0;

const byKey = (a: quotas.QuotaDelta, b: quotas.QuotaDelta): number =>
  a.projectId - b.projectId || a.period.localeCompare(b.period) || a.starts.localeCompare(b.starts);

/** One row for each key: a statement touches none twice. */
function merged(deltas: readonly quotas.QuotaDelta[]): quotas.QuotaDelta[] {
  const rows: quotas.QuotaDelta[] = [];
  for (const delta of deltas.toSorted(byKey)) {
    const last = rows.at(-1);
    if (!last || byKey(last, delta) !== 0) rows.push({ ...delta });
    else {
      last.calls += delta.calls;
      last.refusedPosts += delta.refusedPosts;
      last.refusedBytes += delta.refusedBytes;
    }
  }
  return rows;
}

const DAY_MS = 86_400_000;

/** The periods of now: made once a day, where each post asks twice. */
function createCalendar(): (now: Date) => Record<quotas.QuotaName, string> {
  let known = { day: Number.NaN, starts: { minute: '', day: '', month: '' } };
  return (now) => {
    const day = Math.floor(now.getTime() / DAY_MS);
    if (day !== known.day) known = { day, starts: quotas.periodsOf(now) };
    return known.starts;
  };
}

/** The counts of this process, by project. */
export class QuotaLedger {
  private readonly projects = new Map<number, Counted>();
  private readonly startsOf = createCalendar();
  /** Periods that ended with something untold. */
  private ended: quotas.QuotaDelta[] = [];

  /** What the project uses now; a period that is over makes room for the next. */
  of(projectId: number, now: Date): { project: Counted; isNew: boolean } {
    const starts = this.startsOf(now);
    const known = this.projects.get(projectId);
    if (known) {
      for (const period of QUOTA_NAMES)
        if (known[period].starts !== starts[period]) this.turn(projectId, period, starts[period]);
      return { project: known, isNew: false };
    }
    if (this.projects.size >= PROJECTS) this.forgetQuiet();
    const project: Counted = {
      minute: unused(starts.minute),
      day: unused(starts.day),
      month: unused(starts.month),
      loading: null,
      underWay: 0,
    };
    this.projects.set(projectId, project);
    return { project, isNew: true };
  }

  /** Everything untold, taken out. */
  take(): quotas.QuotaDelta[] {
    const taken = this.ended;
    this.ended = [];
    for (const [projectId, project] of this.projects)
      for (const period of QUOTA_NAMES) if (isUntold(project[period])) taken.push(this.takeOne(projectId, period));
    return merged(taken);
  }

  /** The database could not be told: the counts are untold again. */
  giveBack(deltas: readonly quotas.QuotaDelta[]): void {
    for (const delta of deltas) {
      const use = this.projects.get(delta.projectId)?.[delta.period];
      if (use?.starts !== delta.starts) {
        this.ended.push(delta);
        continue;
      }
      use.known -= delta.calls;
      use.calls += delta.calls;
      use.refusedPosts += delta.refusedPosts;
      use.refusedBytes += delta.refusedBytes;
    }
  }

  /** What all processes have used. */
  learn(totals: readonly quotas.QuotaTotal[]): void {
    for (const { projectId, period, starts, calls } of totals) {
      const use = this.projects.get(projectId)?.[period];
      if (use?.starts === starts) use.known = Math.max(use.known, calls);
    }
  }

  private takeOne(projectId: number, period: quotas.QuotaName): quotas.QuotaDelta {
    const project = this.projects.get(projectId);
    if (!project) throw new Error('the project is not in the ledger');
    const { starts, known, calls, refusedPosts, refusedBytes } = project[period];
    project[period] = { ...unused(starts), known: known + calls };
    return { projectId, period, starts, calls, refusedPosts, refusedBytes };
  }

  private turn(projectId: number, period: quotas.QuotaName, starts: string): void {
    const project = this.projects.get(projectId);
    if (!project) return;
    if (isUntold(project[period])) this.ended.push(this.takeOne(projectId, period));
    project[period] = unused(starts);
  }

  private forgetQuiet(): void {
    for (const [projectId, project] of this.projects)
      if (project.underWay === 0 && !QUOTA_NAMES.some((period) => isUntold(project[period])))
        this.projects.delete(projectId);
  }
}
