import type { Call } from './call';
import { say, type Options, type Target } from './options';
import { Queue, type Stats } from './queue';
import type { ActionTable } from './respond';
import type { Transport } from './send';

const load = async (spool: Spool): Promise<Transport> => new (await import('./send')).Transport(spool);

/**
 * Where calls wait. What encodes, redacts and sends them is loaded behind the start of the host, so that neither its start
 * nor a request waits for it. Nothing here can throw into the host or keep it alive.
 */
export class Spool {
  readonly options: Options<never>;
  readonly target: Target;
  readonly queue: Queue;
  readonly authorization: string;
  /** Every declared route as `METHOD /template`, for heartbeats. */
  routes: (() => string[]) | undefined;
  /** Undefined until the server has given it: no account is sent before. */
  accountKey: Buffer | undefined;
  /** Its code is loaded with the first response action, which most hosts never get. */
  table: ActionTable | undefined;
  #transport: Transport | undefined;
  #loading: Promise<void> | undefined;
  #closed = false;
  readonly #load: typeof load;

  constructor(options: Options<never>, target: Target, loadTransport = load) {
    this.options = options;
    this.target = target;
    this.queue = new Queue(options.maxQueueBytes);
    this.authorization = `Bearer ${target.key}`;
    this.#load = loadTransport;
    setImmediate(() => void this.#open()).unref();
  }

  /** Queues one call. Never throws, never waits. */
  record(call: Call): void {
    this.queue.push(call);
    this.#transport?.notice(call);
  }

  /** Makes the next batch a heartbeat with the list of routes; only the first list counts. */
  announce(routes: () => string[]): void {
    if (this.routes) return;
    this.routes = routes;
    this.#transport?.beat();
  }

  /** Sends what is queued, keeping the process alive meanwhile; gives up after `ms` or at the first failure. */
  async drain(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
    if (this.queue.stats.queued > 0) await Promise.race([this.#open(), deadline]);
    await Promise.race([this.#transport?.emptyOut(), deadline]);
    clearTimeout(timer);
    this.#transport?.release();
  }

  close(): void {
    this.#closed = true;
    this.#transport?.close();
  }

  stats(): Stats {
    return structuredClone(this.queue.stats);
  }

  /** Loads the transport, once. Never rejects: without it calls wait, and are counted, as while the server is away. */
  async #open(): Promise<void> {
    if (!this.#closed) await (this.#loading ??= this.#start());
  }

  async #start(): Promise<void> {
    try {
      const transport = await this.#load(this);
      if (this.#closed) transport.close();
      else this.#transport = transport;
    } catch (error) {
      const [why] = String(error).split('\n');
      say(this.options.log, `cannot load what sends calls (${why}), they wait in memory`);
    }
  }
}
