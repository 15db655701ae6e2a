import type { ResponseAction } from '../../wire';
import { CidrMap } from './cidr';

export interface Subjects {
  caller: string | undefined;
  consumer: string | undefined;
  account: string | undefined;
}

export interface Decision {
  actionId: string;
  status: 403 | 429;
  /** Seconds until a throttled caller may try again. */
  retryAfter: number;
  dryRun: boolean;
}

const MAX_ACTIONS = 10_000;

const rank = ({ dryRun, status }: Decision): number => (dryRun ? 0 : 2) + (status === 403 ? 1 : 0);

/**
 * Generic cell rate algorithm: `limit` calls in each window, spread or at once. Seconds to wait, 0 when allowed.
 * `arrivals` keeps the theoretical arrival time of each action.
 */
function throttle(
  arrivals: Map<string, number>,
  { id, limit = 1, windowSeconds = 1 }: ResponseAction,
  nowMs: number,
): number {
  const windowMs = windowSeconds * 1000;
  const next = Math.max(arrivals.get(id) ?? 0, nowMs) + windowMs / limit;
  const overMs = next - nowMs - windowMs;
  if (overMs > 0.001) return Math.ceil(overMs / 1000);
  arrivals.set(id, next);
  return 0;
}

/**
 * Response actions, decided locally in microseconds. Bounded (10,000 actions) and fail-open: what is unknown, expired or
 * malformed lets the call pass.
 */
export class ActionTable {
  #callers = new CidrMap<ResponseAction>();
  #names = new Map<string, ResponseAction[]>();
  #arrivals = new Map<string, number>();
  #subjects = new Set<string>();

  /** Whether any action is about this kind of subject; the others need not be looked up. */
  watches(subject: ResponseAction['subject']): boolean {
    return this.#subjects.has(subject);
  }

  /** Takes the place of all actions; a throttle that stays keeps its count. */
  replace(actions: readonly ResponseAction[]): void {
    const arrivals = this.#arrivals;
    this.#callers = new CidrMap();
    this.#names = new Map();
    this.#subjects = new Set();
    this.#arrivals = new Map();
    for (const action of actions.slice(0, MAX_ACTIONS)) {
      const { id, subject, value } = action;
      const key = `${subject}:${value}`;
      if (subject === 'caller' && !this.#callers.add(value, action)) continue;
      if (subject !== 'caller') this.#names.set(key, [...(this.#names.get(key) ?? []), action]);
      this.#subjects.add(subject);
      this.#arrivals.set(id, arrivals.get(id) ?? 0);
    }
  }

  /** The strictest decision on a call: enforced before dry run, block before throttle. Undefined lets it pass. */
  decide({ caller, consumer, account }: Subjects, nowMs: number): Decision | undefined {
    if (this.#subjects.size === 0) return undefined;
    let strictest: Decision | undefined;
    for (const action of [
      ...(caller !== undefined && this.watches('caller') ? this.#callers.find(caller) : []),
      ...((consumer !== undefined && this.#names.get(`consumer:${consumer}`)) || []),
      ...((account !== undefined && this.#names.get(`account:${account}`)) || []),
    ]) {
      const next = action.expiresAtMs > nowMs ? this.#judge(action, nowMs) : undefined;
      if (next !== undefined && (strictest === undefined || rank(next) > rank(strictest))) strictest = next;
    }
    return strictest;
  }

  #judge(action: ResponseAction, nowMs: number): Decision | undefined {
    const { id: actionId, dryRun } = action;
    if (action.kind === 'block') return { actionId, status: 403, retryAfter: -1, dryRun };
    const retryAfter = throttle(this.#arrivals, action, nowMs);
    return retryAfter === 0 ? undefined : { actionId, status: 429, retryAfter, dryRun };
  }
}
