import { signalOf } from '../../detection';
import { SIGNAL } from '../../shared';
import { ORDINALS } from '../../storage';
import type { CallRow, FreshRows, SignalRow } from '../../storage';

/** Signals that each project may still raise in the current second. */
export interface SignalBudget {
  /** Takes up to `wanted`; returns how many were left. */
  take(projectId: number, wanted: number): number;
}

export function createSignalBudget(perSecond: number, nowMs: () => number): SignalBudget {
  let second = 0;
  const used = new Map<number, number>();
  return {
    take(projectId, wanted) {
      const now = Math.floor(nowMs() / 1_000);
      if (now !== second) used.clear();
      second = now;
      const before = used.get(projectId) ?? 0;
      const taken = Math.min(wanted, perSecond - before);
      used.set(projectId, before + taken);
      return taken;
    },
  };
}

function signalRow(row: CallRow, id: number, signal: { kind: number; value: number | null }): SignalRow {
  return {
    projectId: row.projectId,
    id: BigInt(id),
    flushNo: BigInt(Math.floor(id / ORDINALS)),
    atUs: row.finishedAtUs,
    kind: signal.kind,
    environmentId: row.environmentId,
    endpointId: row.endpointId,
    consumerId: row.consumerId,
    userAgentId: row.userAgentId,
    status: row.status,
    traits: row.traits,
    caller: row.caller,
    accountHash: row.accountHash,
    value: signal.value,
  };
}

/** What the rows of one project tell the detectors; those of archives nothing, and they take nothing of its budget. */
export function signalsOf(parts: readonly FreshRows[]): SignalRow[] {
  const signals: SignalRow[] = [];
  for (const { rows, firstId, archives } of parts) {
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at];
      if (!row || (row.flags === 0 && row.status < 400) || archives.has(row.environmentId)) continue;
      const signal = signalOf(row);
      if (signal) signals.push(signalRow(row, firstId + at, signal));
    }
  }
  return signals;
}

const isLogin = ({ kind }: SignalRow): boolean => kind === SIGNAL.login;

/** Keeps what the project's budget allows, login attempts first; `lost` counts the others. */
export function boundSignals(signals: SignalRow[], budget: SignalBudget): { kept: SignalRow[]; lost: number } {
  const [first] = signals;
  if (!first) return { kept: signals, lost: 0 };
  const room = budget.take(first.projectId, signals.length);
  if (room === signals.length) return { kept: signals, lost: 0 };
  const byWeight = [...signals.filter(isLogin), ...signals.filter((signal) => !isLogin(signal))];
  return { kept: byWeight.slice(0, room), lost: signals.length - room };
}
