import type { IncomingMessage } from 'node:http';
import { MARK } from '../../wire';
import type { Attempt } from '../call';
import { onExit } from '../exit';
import { guarded, nameFrom } from '../guarded';
import { readTarget, say, type Options } from '../options';
import type { Subjects } from '../respond/table';
import { systemEffects, type Effects } from '../send/effects';
import { hashAccount } from '../send/encode';
import type { Stats } from '../send/queue';
import { Transport } from '../send/transport';
import { createCallerOf, type CallerOf } from './caller';
import { accountOf } from './login';
import { callOf, type Exchange, type Given, type Seen } from './seen';

const SEEN = Symbol('callwatch');
/** A request of Node, or one of a framework that keeps Node's as `raw`. */
export type Noted = object & { raw?: object & { [SEEN]?: Seen[] }; [SEEN]?: Seen[] };

/** What a host can ask of a running SDK. */
export interface Control {
  /** Exact at any moment: captured = acknowledged + dropped + queued. Undefined when the SDK is off. */
  stats(): Stats | undefined;
  /** Sends what is queued; gives up after `ms` (default 2,000) or at the first failure. */
  flush(ms?: number): Promise<void>;
  /** Flushes and stops. */
  close(): Promise<void>;
}

/** Carries out what the response actions decide on a call; true when it is refused. */
function judge(seen: Seen, subjects: Subjects): boolean {
  const { response, given, transport } = seen;
  const { table, redaction, queue } = transport;
  const account = table.watches('account') && guarded(() => accountOf(given.body));
  const { accountKey } = redaction;
  const hash = account && accountKey ? hashAccount(accountKey, account) : undefined;
  const decision = table.decide({ ...subjects, account: hash }, Date.now());
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

/** Applies a change to what is noted of a call in every instance that observes it; nothing when none does. */
function note(request: Noted, change: Partial<Seen>): void {
  for (const seen of request[SEEN] ?? request.raw?.[SEEN] ?? []) {
    Object.assign(seen, change, { marks: seen.marks | (change.marks ?? 0) });
  }
}

/** Notes of the host, the same for every framework. */
export const marks = {
  /** Marks a call as a login attempt, for logins that are not a POST on a usual login route. */
  login: (request: Noted, attempt: Attempt): void => note(request, { attempt }),
  /** Marks a call as the check of a one-time code. */
  otp: (request: Noted, attempt: Attempt): void => note(request, { attempt, marks: MARK.otp }),
  /** Marks a call as a request for a password reset. */
  passwordReset: (request: Noted, attempt: Attempt): void => note(request, { attempt, marks: MARK.passwordReset }),
};

/** Notes the class name of an error; `Error` when the name could carry anything else. */
export function noteError(request: Noted, error: unknown): void {
  note(request, { error: errorName(error) });
}

export function errorName(error: unknown): string {
  const name: unknown = error instanceof Error && error.constructor.name;
  return typeof name === 'string' && /^[A-Z][A-Za-z]{0,63}$/.test(name) ? name : 'Error';
}

/** What an adapter drives: the SDK of one app, which lets every call pass when it has to stay off. Nothing of it throws. */
export class Watch<Request extends Given> {
  readonly #options: Options<Request>;
  readonly #callerOf: CallerOf;
  /** Undefined, after one line in the log, when the SDK is off. */
  readonly #transport: Transport | undefined;
  readonly control: Control;

  constructor(options: Options<Request> = {}, effects?: Partial<Effects>) {
    this.#options = options;
    const all = { ...systemEffects, ...effects };
    const target = guarded(() => readTarget(options, all.env)) ?? 'unusable options';
    this.#callerOf = createCallerOf(options.trustedProxies, (text) =>
      say(options.log, `trustedProxies: "${text}" is no address`),
    );
    if (typeof target === 'string') say(options.log, `off: ${target}`);
    const transport = typeof target === 'string' ? undefined : new Transport(options, target, all);
    const undoExit = transport && onExit((ms) => transport.drain(ms));
    this.#transport = transport;
    this.control = {
      stats: () => transport?.stats(),
      flush: async (ms = 2000) => transport?.drain(ms),
      async close() {
        undoExit?.();
        await transport?.drain(2000);
        transport?.close();
      },
    };
  }

  /** False when the SDK has to stay off. */
  get isOn(): boolean {
    return this.#transport !== undefined;
  }

  /** Gives the list of routes, `METHOD /template`, read at start and for each heartbeat. */
  declareRoutes(routes: () => string[]): void {
    this.#transport?.announce(routes);
  }

  /**
   * Observes one call from now until its answer is finished or its client has gone. True when a response action refuses
   * the call: then it is answered. Otherwise all it adds to the response is one listener.
   */
  observe(exchange: Exchange<Request>): boolean {
    return guarded(() => this.#observe(exchange)) ?? false;
  }

  /** Asks the response actions about the account of a call that is observed, once its body is there; true as above. */
  recheck(request: Noted): boolean {
    const seen = request[SEEN]?.find(({ transport }) => transport === this.#transport);
    return (seen && guarded(() => judge(seen, {}))) ?? false;
  }

  #observe(exchange: Exchange<Request>): boolean {
    const transport = this.#transport;
    const { response } = exchange;
    const request: IncomingMessage & Noted = exchange.request;
    const { headers, socket } = request;
    // Never its own traffic.
    if (!transport || headers.authorization === transport.authorization) return false;
    const consumerOf = (): string | undefined => nameFrom(() => this.#options.consumer?.(exchange.given));
    const seen: Seen<Request> = {
      ...exchange,
      url: exchange.url ?? request.url ?? '',
      transport,
      startedMs: performance.now(),
      startedAtMs: Date.now(),
      caller: this.#callerOf(socket.remoteAddress, headers['x-forwarded-for']),
      writtenBefore: socket.bytesWritten,
      marks: exchange.unrouted ? MARK.unrouted : 0,
    };
    (request[SEEN] ??= []).push(seen);
    response.once('close', () => {
      const call = guarded(() => callOf(seen, consumerOf()));
      if (call) transport.record(call);
      else transport.queue.lose('error');
    });
    return judge(seen, {
      caller: seen.caller,
      consumer: transport.table.watches('consumer') ? consumerOf() : undefined,
    });
  }
}
