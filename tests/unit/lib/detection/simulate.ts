import { FLAG, SIGNAL, TRAIT } from '../../../../lib/shared';
import { emptyState, fold, type DetectorState, type Finding, type Signal } from '../../../../lib/detection';

export const START_MS = Date.parse('2026-11-24T12:00:00Z');
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A hexadecimal account hash by number. */
export const account = (n: number): string => n.toString(16).padStart(32, '0');

interface Login {
  /** Milliseconds after START_MS. */
  at: number;
  ok?: boolean;
  caller?: string | null;
  account?: string | null;
  environmentId?: number;
  endpointId?: number;
  client?: number;
  status?: number;
  backfill?: boolean;
  flags?: number;
}

/** One login attempt as a stored signal. */
export function login(one: Login): Signal {
  const ok = one.ok ?? false;
  return {
    atMs: START_MS + one.at,
    kind: SIGNAL.login,
    environmentId: one.environmentId ?? 1,
    endpointId: one.endpointId ?? 2,
    consumerId: 0,
    userAgentId: one.client ?? 0,
    status: one.status ?? (ok ? 200 : 401),
    traits: one.backfill ? TRAIT.backfill : 0,
    caller: one.caller === undefined ? '203.0.113.7' : one.caller,
    account: one.account === undefined ? account(1) : one.account,
    value: one.flags ?? (ok ? 1 : 2),
  };
}

/** `count` attempts, one every `everyMs`. */
export function attempts(
  count: number,
  everyMs: number,
  make: (index: number) => Omit<Login, 'at'>,
  from = 0,
): Signal[] {
  return Array.from({ length: count }, (_, index) => login({ at: from + index * everyMs, ...make(index) }));
}

export interface Run {
  state: DetectorState;
  /** Every finding as it was told, growth included. */
  told: Finding[];
  /** The latest of each id. */
  findings: Finding[];
}

/** Folds signals one by one, as they come in time. */
export function run(signals: readonly Signal[], from: DetectorState = emptyState()): Run {
  let state = from;
  const told: Finding[] = [];
  for (const signal of [...signals].sort((a, b) => a.atMs - b.atMs)) {
    const folded = fold(state, [signal], { nowMs: signal.atMs });
    state = folded.state;
    told.push(...folded.findings);
  }
  return { state, told, findings: [...new Map(told.map((finding) => [finding.id, finding])).values()] };
}

export const detectorsOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.map((finding) => finding.detector))].sort();

export const ENFORCED = 2 | FLAG.enforced;
