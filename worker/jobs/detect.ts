import { listFedProjects, type Lease, type Storage } from '../../lib/storage';
import { Claims } from '../detect/claims';
import { foldProject } from '../detect/fold-project';
import { recountIncidents, snapshotSession } from '../detect/maintain-session';
import { Sessions, type SessionsLog } from '../detect/sessions';
import { createShedLog, type ShedLog } from '../detect/shed-log';
import type { Job } from '../job';
import { Rest } from '../rest';
import type { LeaseKeeper } from './leases';

export interface DetectDeps {
  storage: Storage;
  leases: Pick<LeaseKeeper, 'leaseOf'>;
  now(): Date;
  log: SessionsLog & ShedLog;
}

export interface DetectCounts {
  flushes: number;
  signals: number;
  notices: number;
  /** Rows of rates that were given up. */
  ratesLost: number;
  /** Keys of rate policies that were let go for want of room. */
  keysShed: number;
}

export interface DetectJob extends Job {
  /** Since the start. */
  counts(): DetectCounts;
  /** Stores the state of every project, for a quick takeover. */
  close(): Promise<void>;
}

interface Work extends DetectDeps {
  claims: Claims;
  sessions: Sessions;
  counts: DetectCounts;
  onShed(projectId: number, keys: number): void;
}

/** One batch of a project; does more wait than one takes? A failure changes how much is given next. */
async function foldBatch(deps: Work, projectId: number, lease: Lease): Promise<boolean> {
  const { claims, sessions, counts, log } = deps;
  const claim = claims.next(projectId);
  const startedMs = performance.now();
  try {
    const folded = await foldProject(deps, { projectId, lease, session: sessions.get(projectId), claim });
    claims.done(projectId);
    sessions.put(folded.session);
    for (const key of ['flushes', 'signals', 'notices', 'ratesLost', 'keysShed'] as const) counts[key] += folded[key];
    deps.onShed(projectId, folded.keysShed);
    const { ratesLost } = folded;
    if (!claim.withRates) log.error({ projectId, ratesLost }, 'a flush could not be folded with its rates: given up');
    return folded.full;
  } catch (error) {
    claims.failed(projectId, claim, { error, tookMs: performance.now() - startedMs });
    throw error;
  }
}

/**
 * One batch of each project that has signals waiting, in turn, so that a noisy one does not hold up the others. Does more
 * wait? What came meanwhile was announced, and starts another run.
 */
async function foldRound(deps: Work, failed: Set<number>): Promise<boolean> {
  const { storage, leases, sessions } = deps;
  let more = false;
  for (const projectId of await listFedProjects(storage)) {
    const lease = leases.leaseOf(projectId);
    if (!lease || failed.has(projectId)) continue;
    const ok = await sessions.guard(projectId, async () => {
      if (await foldBatch(deps, projectId, lease)) more = true;
    });
    if (!ok) failed.add(projectId);
  }
  return more;
}

/**
 * A run costs the database 1 ms beside what it folds: a fifth of what storing a post of 1,000 calls does. So posts that keep coming
 * at short intervals are folded together,
 */
const REST_MS = 1_000;
/** but for so many before that, and for those after something was told: an attack is told of while it goes on. */
const RUNS_AHEAD = 20;

/** Folds waiting signals into findings and incidents, for the projects whose lease this process holds. */
export function createDetectJob(deps: DetectDeps): DetectJob {
  const sessions = new Sessions(deps.log);
  const counts = { flushes: 0, signals: 0, notices: 0, ratesLost: 0, keysShed: 0 };
  const work: Work = { ...deps, sessions, counts, claims: new Claims(), onShed: createShedLog(deps.log, deps.now) };
  const rest = new Rest(REST_MS, RUNS_AHEAD);
  return {
    name: 'detect',
    wakeOn: ['calls'],
    everyMs: 2_000,
    rest,
    async run(signal) {
      sessions.keepLeased((projectId) => deps.leases.leaseOf(projectId));
      const failed = new Set<number>();
      const toldBefore = counts.notices;
      while (!signal.aborted && (await foldRound(work, failed)));
      if (counts.notices > toldBefore) rest.forgive();
      for (const session of sessions.all()) {
        if (signal.aborted) return;
        await sessions.guard(session.projectId, async () => {
          await recountIncidents(deps, session);
          await snapshotSession(deps, session);
        });
      }
    },
    counts: () => ({ ...work.counts }),
    async close() {
      for (const session of sessions.all()) {
        await sessions.guard(session.projectId, async () => {
          await snapshotSession(deps, session, { force: true });
        });
      }
    },
  };
}
