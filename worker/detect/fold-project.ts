import { enqueueIncidentNotices } from '../../lib/alerting';
import { fold, type Finding } from '../../lib/detection';
import { recordFindings, type Recorded } from '../../lib/incidents';
import type { IncidentNotice, RatePeak } from '../../lib/shared';
import {
  announce,
  claimSignals,
  holdLease,
  insertFolded,
  saveRatePeaks,
  type FoldedFlush,
  type Lease,
  type SignalFlush,
  type Storage,
  type Tx,
} from '../../lib/storage';
import { loadSession, refreshEnvironments, refreshPolicies, type Session } from './session';

const FLUSHES_AT_ONCE = 200;
const TRANSACTION_MS = 60_000;

export interface FoldDeps {
  storage: Storage;
  now(): Date;
}

export interface Folded {
  session: Session;
  flushes: number;
  signals: number;
  notices: number;
}

interface Changes {
  notices: IncidentNotice[];
  changed: Set<number>;
  uncounted: Set<number>;
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

/** Folds one flush and records what it found. The moment is stored with it, so that a replay folds alike. */
async function foldFlush(tx: Tx, flush: SignalFlush, { session, now, changes, rates }: Work): Promise<FoldedFlush> {
  const { projectId, archives, environments, policies } = session;
  const options = { nowMs: now.getTime(), archives, policies, rates: flush.rates };
  const { state, findings, peaks } = fold(session.state, flush.signals, options);
  session.state = state;
  for (const finding of findings) if (finding.rate) rates.findings.set(finding.id, finding);
  for (const peak of peaks) {
    rates.peaks.set(`${peak.policyId} ${peak.environmentId} ${peak.hour} ${peak.key}`, peak);
  }
  const others = findings.filter(({ rate }) => !rate);
  note(changes, await recordFindings(tx, { projectId, environments, findings: others, now }));
  session.seq++;
  return { seq: session.seq, flushNo: flush.flushNo, foldedAt: now };
}

async function foldClaimed(
  tx: Tx,
  { session, flushes, now }: { session: Session; flushes: SignalFlush[]; now: Date },
): Promise<Changes & { enqueued: number }> {
  const changes: Changes = { notices: [], changed: new Set(), uncounted: new Set() };
  const rates: Rates = { findings: new Map(), peaks: new Map() };
  const { projectId } = session;
  const seen = flushes.flatMap((flush) => [...flush.signals, ...flush.rates].map((one) => one.environmentId));
  await refreshEnvironments(tx, session, new Set(seen));
  await refreshPolicies(tx, session);
  const folded: FoldedFlush[] = [];
  for (const flush of flushes) folded.push(await foldFlush(tx, flush, { session, now, changes, rates }));
  const findings = [...rates.findings.values()].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  const { environments } = session;
  note(changes, await recordFindings(tx, { projectId, environments, findings, now }));
  await saveRatePeaks(tx, projectId, [...rates.peaks.values()]);
  await insertFolded(tx, { projectId, flushes: folded });
  const { enqueued } = await enqueueIncidentNotices(tx, changes.notices, now);
  return { ...changes, enqueued };
}

/**
 * One batch of a project's waiting signals, in one transaction: fence, claim, fold, incidents, outbox, COMMIT; then the
 * announcements. Throws when nothing was committed; the session given must then be thrown away, since its state has
 * folded what the database has not.
 */
export async function foldProject(
  { storage, now }: FoldDeps,
  { projectId, lease, session: known }: { projectId: number; lease: Lease; session: Session | undefined },
): Promise<Folded> {
  const at = now();
  const done = await storage.transaction(
    async (tx) => {
      await holdLease(tx, lease);
      const session = known ?? (await loadSession(tx, { projectId, lease, now: at }));
      const flushes = await claimSignals(tx, { projectId, limit: FLUSHES_AT_ONCE });
      if (flushes.length === 0) return { session, flushes, changes: null };
      return { session, flushes, changes: await foldClaimed(tx, { session, flushes, now: at }) };
    },
    { timeoutMs: TRANSACTION_MS },
  );
  const { session, flushes, changes } = done;
  session.unsaved += flushes.length;
  for (const id of changes?.uncounted ?? []) {
    if (!session.recounts.has(id)) session.recounts.set(id, at.getTime() + session.recountPauseMs);
  }
  if (changes && changes.changed.size > 0) await announce(storage, { topic: 'incidents', projectIds: [projectId] });
  if (changes && changes.enqueued > 0) await announce(storage, { topic: 'outbox', projectIds: [projectId] });
  const signals = flushes.reduce((sum, flush) => sum + flush.signals.length, 0);
  return { session, flushes: flushes.length, signals, notices: changes?.notices.length ?? 0 };
}
