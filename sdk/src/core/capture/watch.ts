import type { IncomingMessage } from 'node:http';
import { onExit } from '../exit';
import { guarded, nameFrom } from '../guarded';
import { readTarget, say, type Options } from '../options';
import type { Stats } from '../queue';
import { Spool } from '../spool';
import { createCallerOf, type CallerOf } from './caller';
import { connectionOf, seenOf, writtenTo, type Noted } from './connections';
import type { Answer, Framework, Given } from './host';
import { callOf, type Seen } from './seen';

/** What a host can ask of a running SDK. */
export interface Control {
  /** Exact at any moment: captured = acknowledged + dropped + queued. Undefined when the SDK is off. */
  stats(): Stats | undefined;
  /** Sends what is queued; gives up after `ms` (default 2,000) or at the first failure. */
  flush(ms?: number): Promise<void>;
  /** Flushes and stops. */
  close(): Promise<void>;
}

interface Started {
  spool: Spool;
  callerOf: CallerOf;
}

/** Undefined, after one line in the log, when the SDK has to stay off. */
function start(options: Options<never>): Started | undefined {
  const target = readTarget(options, process.env);
  if (typeof target === 'string') {
    say(options.log, `off: ${target}`);
    return undefined;
  }
  const callerOf = createCallerOf(options.trustedProxies, (text) =>
    say(options.log, `trustedProxies: "${text}" is no address`),
  );
  return { callerOf, spool: new Spool(options, target) };
}

/** What an adapter drives: the SDK of one app, which lets every call pass when it has to stay off. Nothing of it throws. */
export class Watch<Request extends Given> {
  readonly control: Control;
  readonly #options: Options<Request>;
  readonly #framework: Framework<Request>;
  readonly #started: Started | undefined;

  constructor(framework: Framework<Request>, options: Options<Request> = {}) {
    this.#options = options;
    this.#framework = framework;
    this.#started = guarded(() => start(options));
    const spool = this.#started?.spool;
    const undoExit = spool && onExit((ms) => spool.drain(ms));
    this.control = {
      stats: () => spool?.stats(),
      flush: async (ms = 2000) => spool?.drain(ms),
      async close() {
        undoExit?.();
        await spool?.drain(2000);
        spool?.close();
      },
    };
  }

  /** False when the SDK has to stay off. */
  get isOn(): boolean {
    return this.#started !== undefined;
  }

  /** Gives the list of routes, `METHOD /template`, read at start and for each heartbeat. */
  declareRoutes(routes: () => string[]): void {
    this.#started?.spool.announce(routes);
  }

  /**
   * Observes one call from now until its answer is finished or its client has gone. `given` is the request for callbacks of
   * the host. True when a response action refuses the call: then it is answered. Otherwise all it adds to the response is
   * one listener.
   */
  observe(request: IncomingMessage, response: Answer, given: Request): boolean {
    return guarded(() => this.#observe(request, response, given)) ?? false;
  }

  /** Asks the response actions about the account of a call that is observed, once its body is there; true as above. */
  recheck(request: Noted): boolean {
    const spool = this.#started?.spool;
    const table = spool?.table;
    const seen = table?.watches('account') && seenOf(request).find((it) => it.spool === spool);
    return (seen && guarded(() => table?.refuses(seen, {}))) ?? false;
  }

  #consumerOf(given: Request): string | undefined {
    return nameFrom(() => this.#options.consumer?.(given));
  }

  #observe(request: IncomingMessage, response: Answer, given: Request): boolean {
    const { headers, socket } = request;
    if (!this.#started) return false;
    const { spool, callerOf } = this.#started;
    // Never its own traffic.
    if (headers.authorization === spool.authorization) return false;
    const { open, peer } = connectionOf(socket);
    const seen: Seen<Request> = {
      request,
      response,
      given,
      framework: this.#framework,
      url: given.originalUrl ?? request.url ?? '',
      spool,
      startMs: performance.now(),
      caller: callerOf(peer, headers['x-forwarded-for']),
      writtenBefore: writtenTo(socket),
      attempt: undefined,
      error: undefined,
      marks: 0,
    };
    open.push(seen);
    response.on('close', () => this.#end(seen, open));
    const { table } = spool;
    if (!table) return false;
    const consumer = table.watches('consumer') ? this.#consumerOf(given) : undefined;
    return table.refuses(seen, { caller: seen.caller, consumer });
  }

  /** Hands a call over that is finished. */
  #end(seen: Seen<Request>, open: Seen[]): void {
    const { spool, given } = seen;
    // Nearly always the only one.
    if (open[0] === seen) open.shift();
    else open.splice(open.indexOf(seen), 1);
    const call = guarded(() => callOf(seen, this.#consumerOf(given)));
    if (call) spool.record(call);
    else spool.queue.lose('error');
  }
}
