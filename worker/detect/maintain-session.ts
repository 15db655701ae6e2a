import { encodeState, pruneState } from '../../lib/detection';
import { refreshFigures } from '../../lib/incidents';
import { announce, holdLease, packSnapshot, saveDetectorSnapshot } from '../../lib/storage';
import type { FoldDeps } from './fold-project';
import { RECOUNT_PAUSE_MS, type Session } from './session';

const SNAPSHOT_MS = 30_000;
/** Counting may take this share of the time. */
const COUNTING_SHARE = 0.05;

/** Counts the incidents again whose calls have grown; one that takes long to count is counted less often. */
export async function recountIncidents({ storage, now }: FoldDeps, session: Session): Promise<void> {
  const { projectId, lease, recounts } = session;
  const due = [...recounts].filter(([, notBeforeMs]) => notBeforeMs <= now().getTime());
  for (const [incidentId] of due) {
    const startedMs = performance.now();
    await storage.transaction(async (tx) => {
      await holdLease(tx, lease);
      await refreshFigures(tx, { projectId, incidentId }, now());
    });
    const tookMs = performance.now() - startedMs;
    recounts.delete(incidentId);
    session.recountPauseMs = Math.max(RECOUNT_PAUSE_MS, tookMs / COUNTING_SHARE);
  }
  if (due.length > 0) await announce(storage, { topic: 'incidents', projectIds: [projectId] });
}

/** Stores the state every 30 s, and on `force`, so that a successor has little to replay. */
export async function snapshotSession(
  { storage, now }: FoldDeps,
  session: Session,
  { force = false }: { force?: boolean } = {},
): Promise<boolean> {
  const at = now();
  const { projectId, lease } = session;
  if (session.unsaved === 0 || (!force && at.getTime() - session.snapshotAtMs < SNAPSHOT_MS)) return false;
  pruneState(session.state, at.getTime(), session.policies);
  const body = await packSnapshot(encodeState(session.state));
  await storage.transaction(async (tx) => {
    await holdLease(tx, lease);
    await saveDetectorSnapshot(tx, { projectId, at, body });
  });
  session.unsaved = 0;
  session.snapshotAtMs = at.getTime();
  return true;
}
