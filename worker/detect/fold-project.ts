import { enqueueIncidentNotices } from '../../lib/alerting';
import { allowedAt, boundRates, CATALOGUE, fold, laterPeak, type Finding } from '../../lib/detection';
import { recordFindings, type Recorded } from '../../lib/incidents';
import type { IncidentNotice, RatePeak } from '../../lib/shared';
import {
  announce,
  claimSignals,
  deleteFlushRates,
  holdLease,
  insertFolded,
  saveRatePeaks,
  type FoldedFlush,
  type Lease,
  type SignalFlush,
  type Storage,
  type Tx,
} from '../../lib/storage';
import type { Claim } from './claims';
import { loadSession, refreshAllowed, refreshEnvironments, refreshPolicies, type Session } from './session';

/** A claim takes no further flush once it holds so many signals and rates. */
const ROWS_AT_ONCE = 20_000;
/** Rate findings of one claim that are recorded one by one; the others are counted. */
const RATES_AT_ONCE = 500;
const TRANSACTION_MS = 60_000;
/**
 * Signals and rates that are folded between two statements, about: the others of this process have their turn, and the
 * transaction is never idle for long.
 */
const ROWS_AT_A_TIME = 1_000;

export interface FoldDeps {
  storage: Storage;
  now(): Date;
}

export interface Folded {
  session: Session;
  /** It took as much as a batch takes: more may wait. */
  full: boolean;
  flushes: number;
  signals: number;
  notices: number;
  /** Rows of rates that were given up, since their flush could not be folded with them. */
  ratesLost: number;
  /** Keys of rate policies that were let go for want of room. */
  keysShed: number;
}

interface Changes {
  notices: IncidentNotice[];
  changed: Set<number>;
  uncounted: Set<number>;
}

interface Stored extends Changes {
  enqueued: number;
  /** Keys of rate policies whose peaks were stored. */
  peaks: number;
}

/** What is stored once for all flushes of a claim: what was concluded of rates, as it stands at the end. */
interface Rates {
  findings: Map<string, Finding>;
  peaks: Map<string, RatePeak>;
}

interface Work {
  session: Session;
  now: Date;
  changes: Changes;
  rates: Rates;
}

function note(changes: Changes, recorded: Recorded): void {
  changes.notices.push(...recorded.notices);
  for (const id of recorded.changed) {
    changes.changed.add(id);
    if (recorded.uncounted.includes(id)) changes.uncounted.add(id);
    else changes.uncounted.delete(id);
  }
}

/** Folds one flush and records what it found. */
async function foldFlush(tx: Tx, flush: SignalFlush, { session, now, changes, rates }: Work): Promise<void> {
  const { projectId, archives, environments, policies } = session;
  const isAllowed = allowedAt(session.allowed, now.getTime());
  const options = { nowMs: now.getTime(), archives, policies, rates: flush.rates, isAllowed };
  const { state, findings, peaks } = fold(session.state, flush.signals, options);
  session.state = state;
  for (const finding of findings) if (finding.rate) rates.findings.set(finding.id, finding);
  for (const peak of peaks) {
    const name = `${peak.policyId} ${peak.environmentId} ${peak.hour} ${peak.key}`;
    rates.peaks.set(name, laterPeak(rates.peaks.get(name), peak));
  }
  const others = findings.filter(({ rate }) => !rate);
  note(changes, await recordFindings(tx, { projectId, environments, findings: others, now }));
}

/** Folds all of them and notes their order, with the moment, so that a replay folds alike. */
async function foldFlushes(tx: Tx, flushes: readonly SignalFlush[], work: Work): Promise<void> {
  const { session, now } = work;
  let folded: FoldedFlush[] = [];
  let rows = 0;
  for (const [index, flush] of flushes.entries()) {
    await foldFlush(tx, flush, work);
    session.seq++;
    folded.push({ seq: session.seq, flushNo: flush.flushNo, foldedAt: now });
    rows += flush.signals.length + flush.rates.length;
    if (rows < ROWS_AT_A_TIME && index < flushes.length - 1) continue;
    await insertFolded(tx, { projectId: session.projectId, flushes: folded });
    folded = [];
    rows = 0;
  }
}

async function foldClaimed(
  tx: Tx,
  { session, flushes, now }: { session: Session; flushes: SignalFlush[]; now: Date },
): Promise<Stored> {
  const changes: Changes = { notices: [], changed: new Set(), uncounted: new Set() };
  const rates: Rates = { findings: new Map(), peaks: new Map() };
  const { projectId } = session;
  const seen = flushes.flatMap((flush) => [...flush.signals, ...flush.rates].map((one) => one.environmentId));
  await refreshEnvironments(tx, session, new Set(seen));
  // a project that had none, and flushes that count for none: nothing was made meanwhile that concerns them
  if (session.policies.size > 0 || flushes.some((flush) => flush.rates.length > 0)) await refreshPolicies(tx, session);
  await refreshAllowed(tx, session);
  await foldFlushes(tx, flushes, { session, now, changes, rates });
  const { environments, policies, state } = session;
  const bounds = { nowMs: now.getTime(), policies, thresholds: CATALOGUE, most: RATES_AT_ONCE };
  const findings = boundRates(state.rates, [...rates.findings.values()], bounds);
  note(changes, await recordFindings(tx, { projectId, environments, findings, now }));
  await saveRatePeaks(tx, projectId, [...rates.peaks.values()]);
  const { enqueued } = await enqueueIncidentNotices(tx, changes.notices, now);
  return { ...changes, enqueued, peaks: rates.peaks.size };
}

/** Gives up the rates of flushes, for a replay too; returns how many rows. */
async function dropRates(tx: Tx, projectId: number, flushes: readonly SignalFlush[]): Promise<number> {
  let lost = 0;
  for (const flush of flushes) {
    lost += await deleteFlushRates(tx, { projectId, flushNo: flush.flushNo });
    flush.rates = [];
  }
  return lost;
}

interface Fold {
  projectId: number;
  lease: Lease;
  session: Session | undefined;
  claim: Claim;
}

async function announceStored(
  storage: Storage,
  projectId: number,
  { changed, enqueued, peaks }: Stored,
): Promise<void> {
  const projectIds = [projectId];
  if (peaks > 0) await announce(storage, { topic: 'rates', projectIds });
  if (changed.size > 0) await announce(storage, { topic: 'incidents', projectIds });
  if (enqueued > 0) await announce(storage, { topic: 'outbox', projectIds });
}

/**
 * One batch of a project's waiting signals, in one transaction: fence, claim, fold, incidents, outbox, COMMIT; then the
 * announcements. Throws when nothing was committed; the session given must then be thrown away, since its state has
 * folded what the database has not.
 */
export async function foldProject(
  { storage, now }: FoldDeps,
  { projectId, lease, session: known, claim }: Fold,
): Promise<Folded> {
  const at = now();
  const done = await storage.transaction(
    async (tx) => {
      await holdLease(tx, lease);
      const session = known ?? (await loadSession(tx, { projectId, lease, now: at }));
      const flushes = await claimSignals(tx, { projectId, limit: claim.flushes, rows: ROWS_AT_ONCE });
      claim.taken = flushes.length;
      if (flushes.length === 0) return { session, flushes, changes: null, ratesLost: 0, keysShed: 0 };
      const ratesLost = claim.withRates ? 0 : await dropRates(tx, projectId, flushes);
      const shedBefore = session.state.rates.shed;
      const changes = await foldClaimed(tx, { session, flushes, now: at });
      return { session, flushes, ratesLost, changes, keysShed: session.state.rates.shed - shedBefore };
    },
    { timeoutMs: TRANSACTION_MS },
  );
  const { session, flushes, changes, ratesLost, keysShed } = done;
  session.unsaved += flushes.length;
  for (const id of changes?.uncounted ?? []) {
    if (!session.recounts.has(id)) session.recounts.set(id, at.getTime() + session.recountPauseMs);
  }
  if (changes) await announceStored(storage, projectId, changes);
  const signals = flushes.reduce((sum, flush) => sum + flush.signals.length, 0);
  const notices = changes?.notices.length ?? 0;
  const rows = flushes.reduce((sum, flush) => sum + flush.rates.length, signals);
  const full = flushes.length >= claim.flushes || rows >= ROWS_AT_ONCE;
  return { session, full, flushes: flushes.length, signals, ratesLost, keysShed, notices };
}
