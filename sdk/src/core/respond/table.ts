import { MARK, type ResponseAction } from '../../wire';
import type { Answer, Given } from '../capture/host';
import { accountOf } from '../capture/login';
import { guarded } from '../guarded';
import type { Queue } from '../queue';
import { hashAccount } from '../send/encode';
import { bitsOf, prefixOf } from './bits';

/** Who a call is from; `account` is an `accountHash`. */
export type Subjects = Partial<Record<ResponseAction['subject'], string | undefined>>;

/** What is needed of a call that is being served. */
interface Judged {
  response: Answer;
  given: Given;
  spool: { accountKey: Buffer | undefined; queue: Queue };
  marks: number;
}

export interface Decision {
  status: 403 | 429;
  /** Seconds until a throttled caller may try again; 0 for a block. */
  retryAfter: number;
  dryRun: boolean;
}

/** An action as it came, of whatever types. */
type Action = Partial<Record<keyof ResponseAction, unknown>>;

const MAX_ACTIONS = 10_000;

/** The lowest is the strictest: enforced before dry run, block before throttle. */
const rank = ({ dryRun, status }: Decision): number => status - (dryRun ? 0 : 1000);

/**
 * Response actions, decided locally in microseconds. Bounded (10,000 actions) and fail-open: what is unknown, expired or
 * malformed lets the call pass.
 */
export class ActionTable {
  /** By subject and value; callers by the bits that their addresses begin with. */
  #actions = new Map<string, Action[]>();
  /** How many bits those are. */
  #lengths = new Set<number>();
  /** The theoretical arrival time of each throttle. */
  #arrivals = new Map<unknown, number>();
  #subjects = new Set<unknown>();

  /** Whether any action is about this kind of subject; the others need not be looked up. */
  watches(subject: ResponseAction['subject']): boolean {
    return this.#subjects.has(subject);
  }

  /** Takes the place of all actions; a throttle that stays keeps its count. */
  replace(actions: readonly unknown[]): void {
    const arrivals = this.#arrivals;
    this.#actions = new Map();
    this.#lengths = new Set();
    this.#arrivals = new Map();
    this.#subjects = new Set();
    for (const given of actions.slice(0, MAX_ACTIONS)) {
      const action: Action = Object(given);
      const { id, subject } = action;
      const value = subject === 'caller' ? prefixOf(String(action.value)) : String(action.value);
      if (!value) continue;
      const key = `${String(subject)}:${value}`;
      this.#actions.set(key, [...(this.#actions.get(key) ?? []), action]);
      if (subject === 'caller') this.#lengths.add(value.length);
      this.#subjects.add(subject);
      this.#arrivals.set(id, arrivals.get(id) ?? 0);
    }
  }

  /** The strictest decision on a call. Undefined lets it pass. Costs one look-up per length of prefix in use. */
  decide({ caller, consumer, account }: Subjects, nowMs: number): Decision | undefined {
    const bits = caller && this.#lengths.size > 0 ? bitsOf(caller) : '';
    const prefixes = Array.from(this.#lengths, (length) => `caller:${bits.slice(0, length)}`);
    return [consumer && `consumer:${consumer}`, account && `account:${account}`, ...prefixes]
      .flatMap((key) => (key && this.#actions.get(key)) || [])
      .flatMap((action) => this.#judge(action, nowMs) ?? [])
      .sort((a, b) => rank(a) - rank(b))[0];
  }

  /** Carries out what is decided on a call; true when it is refused. */
  refuses(seen: Judged, subjects: Subjects): boolean {
    const { response, given, spool } = seen;
    const { accountKey, queue } = spool;
    const account = this.watches('account') && guarded(() => accountOf(given.body));
    const hash = account && accountKey ? hashAccount(accountKey, account) : undefined;
    const decision = this.decide({ ...subjects, account: hash }, Date.now());
    if (!decision) return false;
    const { dryRun, status, retryAfter } = decision;
    queue.stats[dryRun ? 'dryRun' : 'enforced'] += 1;
    seen.marks |= dryRun ? MARK.dryRun : MARK.enforced;
    if (dryRun) return false;
    response.statusCode = status;
    if (retryAfter) response.setHeader('Retry-After', retryAfter);
    response.end();
    return true;
  }

  /** A throttle is the generic cell rate algorithm: `limit` calls in each window, spread or at once. */
  #judge({ id, kind, dryRun, expiresAtMs, limit, windowSeconds }: Action, nowMs: number): Decision | undefined {
    if (!(Number(expiresAtMs) > nowMs)) return undefined;
    const isDry = dryRun !== false;
    if (kind === 'block') return { status: 403, retryAfter: 0, dryRun: isDry };
    const windowMs = Number(windowSeconds) * 1000;
    const next = Math.max(this.#arrivals.get(id) || 0, nowMs) + windowMs / Number(limit);
    const overMs = next - nowMs - windowMs;
    if (kind === 'throttle' && overMs > 0.001 && overMs < Infinity) {
      return { status: 429, retryAfter: Math.ceil(overMs / 1000), dryRun: isDry };
    }
    this.#arrivals.set(id, next);
    return undefined;
  }
}
