import type { ResponseAction, SdkConfig } from '../../wire';
import type { Clock } from './clock';
import type { Reply, Sender } from './sender';

const REFRESH_MS = 30_000;
const RETRY_MS = 5000;
const MAX_CALLS = 10_000;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

function isAction(value: unknown): value is ResponseAction {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.value !== 'string') return false;
  if (!isPositive(value.expiresAtMs) || typeof value.dryRun !== 'boolean') return false;
  if (!['caller', 'consumer', 'account'].includes(String(value.subject))) return false;
  return (
    value.kind === 'block' || (value.kind === 'throttle' && isPositive(value.limit) && isPositive(value.windowSeconds))
  );
}

/** The answer of the config route, without the actions that this version does not understand. */
export function parseConfig(
  body: string,
): (Pick<SdkConfig, 'accountKey' | 'actions'> & { maxCalls: number }) | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (!isRecord(value) || typeof value.accountKey !== 'string' || !Array.isArray(value.actions)) return undefined;
    const limit = isRecord(value.limits) ? value.limits.maxCallsPerBatch : undefined;
    const maxCalls = isPositive(limit) ? Math.min(MAX_CALLS, limit) : MAX_CALLS;
    return { accountKey: value.accountKey, actions: value.actions.filter(isAction), maxCalls };
  } catch {
    return undefined;
  }
}

export interface ConfigOptions {
  sender: Sender;
  clock: Clock;
  authorization: string;
  apply(accountKey: Buffer, actions: ResponseAction[]): void;
}

/** Keeps the account key and the response actions fresh: every 30 s, at the price of a 304 when nothing changed. */
export class Config {
  readonly #options: ConfigOptions;
  #etag: string | undefined;
  #dueAtMs = 0;
  /** Whether the server has answered at least once. */
  known = false;
  maxCalls = MAX_CALLS;

  constructor(options: ConfigOptions) {
    this.#options = options;
  }

  isDue(): boolean {
    return this.#options.clock.now() >= this.#dueAtMs;
  }

  /** Keeps what is known when the server gives no new answer. Never rejects. */
  async refresh(): Promise<void> {
    const { sender, clock, authorization } = this.#options;
    const headers = { authorization, ...(this.#etag !== undefined && { 'if-none-match': this.#etag }) };
    let waitMs = RETRY_MS;
    try {
      this.#read(await sender.send({ method: 'GET', path: 'api/v1/sdk/config', headers }));
      waitMs = REFRESH_MS;
    } catch {
      // The batch that follows meets the same failure and reports it.
    }
    this.#dueAtMs = clock.now() + waitMs;
  }

  #read({ status, body, headers }: Reply): void {
    const config = status === 200 ? parseConfig(body) : undefined;
    if (config === undefined) return;
    this.#options.apply(Buffer.from(config.accountKey, 'base64'), config.actions);
    this.maxCalls = config.maxCalls;
    this.#etag = headers.etag;
    this.known = true;
  }
}
