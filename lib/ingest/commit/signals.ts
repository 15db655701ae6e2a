import { signalOf } from '../../detection';
import { SIGNAL, TRAIT } from '../../shared';
import { ORDINALS } from '../../storage';
import type { CallRow, FreshRows, SignalRow } from '../../storage';

interface Share {
  live: number;
  backfill: number;
}

/** Signals that each project may still raise in the current second. */
export interface SignalBudget {
  /** Takes up to what is wanted; returns how many were left. Backfill gets half at most, so that it hides no attack. */
  take(projectId: number, wanted: Share): Share;
}

export function createSignalBudget(perSecond: number, nowMs: () => number): SignalBudget {
  let second = 0;
  const used = new Map<number, Share>();
  return {
    take(projectId, wanted) {
      const now = Math.floor(nowMs() / 1_000);
      if (now !== second) used.clear();
      second = now;
      const before = used.get(projectId) ?? { live: 0, backfill: 0 };
      const live = Math.min(wanted.live, perSecond - before.live - before.backfill);
      const left = perSecond - before.live - before.backfill - live;
      const backfill = Math.min(wanted.backfill, left, Math.floor(perSecond / 2) - before.backfill);
      used.set(projectId, { live: before.live + live, backfill: before.backfill + backfill });
      return { live, backfill };
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
const isBackfill = ({ traits }: SignalRow): boolean => (traits & TRAIT.backfill) !== 0;

/** Login attempts come first, then the others, each in its order. */
function foremost(signals: readonly SignalRow[], room: number): SignalRow[] {
  if (signals.length <= room) return [...signals];
  return [...signals.filter(isLogin), ...signals.filter((signal) => !isLogin(signal))].slice(0, room);
}

/** Keeps what the project's budget allows, live signals before backfill and login attempts first; `lost` counts the others. */
export function boundSignals(signals: SignalRow[], budget: SignalBudget): { kept: SignalRow[]; lost: number } {
  const [first] = signals;
  if (!first) return { kept: signals, lost: 0 };
  const past = signals.filter(isBackfill);
  const wanted = { live: signals.length - past.length, backfill: past.length };
  const { live, backfill } = budget.take(first.projectId, wanted);
  const lost = signals.length - live - backfill;
  if (lost === 0) return { kept: signals, lost };
  const now = signals.filter((signal) => !isBackfill(signal));
  return { kept: [...foremost(now, live), ...foremost(past, backfill)], lost };
}
