import { MARK } from '../../wire';
import { onExit } from '../exit';
import { guarded, nameFrom } from '../guarded';
import { readTarget, say, type Options } from '../options';
import type { Subjects } from '../respond/table';
import { systemEffects, type Effects } from '../send/effects';
import { hashAccount } from '../send/encode';
import type { Stats } from '../send/queue';
import { Transport } from '../send/transport';
import { createCallerOf, type CallerOf } from './caller';
import { connectionOf, seenOf, writtenTo, type Noted } from './connections';
import { accountOf } from './login';
import { callOf, type Exchange, type Given, type Seen } from './seen';

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

const SYNC_NS = 1_000_000_000n;
let syncedAtNs = -SYNC_NS;
let offsetMs = 0;

/** Epoch milliseconds of a monotonic time: reading a second clock on each call costs up to 2.5 µs on a virtual machine. */
function epochMs(ns: bigint): number {
  if (ns - syncedAtNs > SYNC_NS) {
    syncedAtNs = ns;
    offsetMs = Date.now() - Number(ns) / 1e6;
  }
  return Math.round(offsetMs + Number(ns) / 1e6);
}

interface Started {
  transport: Transport;
  callerOf: CallerOf;
}

/** Undefined, after one line in the log, when the SDK has to stay off. */
function start(options: Options<never>, effects: Effects): Started | undefined {
  const target = readTarget(options, effects.env);
  if (typeof target === 'string') {
    say(options.log, `off: ${target}`);
    return undefined;
  }
  const callerOf = createCallerOf(options.trustedProxies, (text) =>
    say(options.log, `trustedProxies: "${text}" is no address`),
  );
  return { callerOf, transport: new Transport(options, target, effects) };
}

/** What an adapter drives: the SDK of one app, which lets every call pass when it has to stay off. Nothing of it throws. */
export class Watch<Request extends Given> {
  readonly control: Control;
  readonly #options: Options<Request>;
  readonly #started: Started | undefined;

  constructor(options: Options<Request> = {}, effects?: Partial<Effects>) {
    this.#options = options;
    this.#started = guarded(() => start(options, { ...systemEffects, ...effects }));
    const transport = this.#started?.transport;
    const undoExit = transport && onExit((ms) => transport.drain(ms));
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
    return this.#started !== undefined;
  }

  /** Gives the list of routes, `METHOD /template`, read at start and for each heartbeat. */
  declareRoutes(routes: () => string[]): void {
    this.#started?.transport.announce(routes);
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
    const transport = this.#started?.transport;
    const seen = transport?.table.watches('account') && seenOf(request).find((it) => it.transport === transport);
    return (seen && guarded(() => judge(seen, {}))) ?? false;
  }

  #observe({
    request,
    response,
    given,
    url = request.url ?? '',
    routeOf,
    unrouted = false,
  }: Exchange<Request>): boolean {
    const { headers, socket } = request;
    if (!this.#started) return false;
    const { transport, callerOf } = this.#started;
    // Never its own traffic.
    if (headers.authorization === transport.authorization) return false;
    const startedNs = process.hrtime.bigint();
    const connection = connectionOf(socket);
    const consumerOf = (): string | undefined => nameFrom(() => this.#options.consumer?.(given));
    const seen: Seen<Request> = {
      request,
      response,
      given,
      url,
      routeOf,
      unrouted,
      transport,
      startedNs,
      startedAtMs: epochMs(startedNs),
      caller: callerOf(connection.peer, headers['x-forwarded-for']),
      writtenBefore: writtenTo(socket),
      attempt: undefined,
      error: undefined,
      marks: unrouted ? MARK.unrouted : 0,
    };
    connection.open.push(seen);
    response.on('close', () => {
      connection.open.splice(connection.open.indexOf(seen), 1);
      const call = guarded(() => callOf(seen, consumerOf()));
      if (call) transport.record(call);
      else transport.queue.lose('error');
    });
    const { table } = transport;
    if (table.isEmpty) return false;
    const consumer = table.watches('consumer') ? consumerOf() : undefined;
    return judge(seen, { caller: seen.caller, consumer });
  }
}
