import {
  allowedAt,
  decodeState,
  emptyState,
  fold,
  forgetPolicies,
  type AllowedCallers,
  type DetectorState,
  type RatePolicies,
} from '../../lib/detection';
import type { EnvironmentItem } from '../../lib/shared';
import {
  findDetectorSnapshot,
  findProjectEnvironments,
  listFolded,
  listRatePolicies,
  listRunningIncidents,
  naming,
  readFlushes,
  type Lease,
  type Tx,
} from '../../lib/storage';

/** Between two counts of an incident at least. */
export const RECOUNT_PAUSE_MS = 2_000;

/** What a process remembers of one project while it holds the lease. */
export interface Session {
  projectId: number;
  lease: Lease;
  state: DetectorState;
  environments: EnvironmentItem[];
  archives: ReadonlySet<number>;
  /** Rate policies of the project, disabled ones included. */
  policies: RatePolicies;
  /** Callers that the project allows, with those of the past. */
  allowed: readonly AllowedCallers[];
  /** Number of the latest folded flush. */
  seq: number;
  /** Flushes folded since the latest snapshot. */
  unsaved: number;
  snapshotAtMs: number;
  /** Incidents whose figures are behind their calls, with the moment from which they are counted again. */
  recounts: Map<number, number>;
  /** Between two counts of an incident. */
  recountPauseMs: number;
}

function isArchive({ archive }: EnvironmentItem): boolean {
  return archive;
}

async function readPolicies(tx: Tx, projectId: number): Promise<RatePolicies> {
  return new Map((await listRatePolicies(tx, projectId)).map((policy) => [policy.id, policy]));
}

/** Reads the rate policies again; what was counted for one that has changed or is gone is forgotten. */
export async function refreshPolicies(tx: Tx, session: Session): Promise<void> {
  const before = session.policies;
  session.policies = await readPolicies(tx, session.projectId);
  const changed = [...before.values()].some(({ id, version }) => session.policies.get(id)?.version !== version);
  if (changed) forgetPolicies(session.state.rates, session.policies);
}

/** Reads again whom the project allows. */
export async function refreshAllowed(tx: Tx, session: Session): Promise<void> {
  session.allowed = await naming.listAllowedCallers(tx, session.projectId);
}

/**
 * Takes a project over: the latest snapshot, and on it what was folded since, with the moments it was folded at. Part of
 * a fenced transaction. The findings of the replay are stored already.
 */
export async function loadSession(
  tx: Tx,
  { projectId, lease, now }: { projectId: number; lease: Lease; now: Date },
): Promise<Session> {
  const snapshot = await findDetectorSnapshot(tx, projectId);
  const environments = await findProjectEnvironments(tx, projectId);
  const archives = new Set(environments.filter(isArchive).map(({ id }) => id));
  const replay = await listFolded(tx, projectId);
  const policies = await readPolicies(tx, projectId);
  const allowed = await naming.listAllowedCallers(tx, projectId);
  let state = snapshot === null ? emptyState() : decodeState(snapshot);
  forgetPolicies(state.rates, policies);
  for (const { flushNo, foldedAt } of replay) {
    // one at a time: the others of this process have their turn, and the transaction is never idle for long
    for (const { signals, rates } of await readFlushes(tx, { projectId, flushNos: [flushNo] })) {
      const nowMs = foldedAt.getTime();
      ({ state } = fold(state, signals, { nowMs, archives, rates, policies, isAllowed: allowedAt(allowed, nowMs) }));
    }
  }
  const running = await listRunningIncidents(tx, projectId);
  return {
    projectId,
    lease,
    state,
    environments,
    archives,
    policies,
    allowed,
    seq: replay.at(-1)?.seq ?? 0,
    unsaved: replay.length,
    snapshotAtMs: now.getTime(),
    recounts: new Map(running.map((id) => [id, now.getTime()])),
    recountPauseMs: RECOUNT_PAUSE_MS,
  };
}

/** Reads the environments again when signals come from one that is not known yet. */
export async function refreshEnvironments(tx: Tx, session: Session, ids: Iterable<number>): Promise<void> {
  const known = new Set(session.environments.map(({ id }) => id));
  if ([...ids].every((id) => known.has(id))) return;
  session.environments = await findProjectEnvironments(tx, session.projectId);
  session.archives = new Set(session.environments.filter(isArchive).map(({ id }) => id));
}
