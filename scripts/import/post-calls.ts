import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** The import cannot go on. */
export class ImportError extends Error {}

export interface Answer {
  accepted: number;
  rejected: readonly { index: number; code: string; message: string }[];
  duplicate: boolean;
}

export interface Batch {
  /** Idempotency-Key. */
  key: string;
  /** SHA-256 of the lines, in hexadecimal digits. */
  digest: string;
  /** JSON. */
  body: string;
}

/** The server has other lines under the key. */
export interface OtherLines {
  storedCalls: number;
}

export interface Target {
  url: string;
  key: string;
  /** Ends all tries. */
  signal: AbortSignal;
  /** Tries for ever; else the server may be away for five minutes. */
  patient?: boolean;
  /** Told why the next attempt has to wait. */
  onWait(reason: string): void;
}

const TIMEOUT_MS = 120_000;
const GZIP_LIMIT_BYTES = 1 << 20;
/** Tries of one batch while the server cannot be reached or is out of order; before its first answer it may not be there at all. */
const TRIES = 60;
const FIRST_TRIES = 3;
const WAIT_MS = 1_000;
const WAIT_MAX_MS = 5_000;
/** A batch that is on its way when all is to end may still get its answer, so that it counts. */
const GRACE_MS = 1_000;

const deflated = promisify(gzip);

interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an error page of a proxy
  }
}

function messageOf({ status, body }: Reply): string {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
  return typeof error['message'] === 'string' ? error['message'] : `the server answered ${status}`;
}

function answerOf(reply: Reply, url: string): Answer {
  const { body } = reply;
  if (!isObject(body) || typeof body['accepted'] !== 'number' || !Array.isArray(body['rejected'])) {
    throw new ImportError(`${url} is no Callwatch: it answered 202 with something else`);
  }
  const rejected = body['rejected'].map((item: unknown) => {
    const { index, code, message } = isObject(item) ? item : {};
    return { index: Number(index), code: String(code), message: String(message) };
  });
  return { accepted: body['accepted'], rejected, duplicate: body['duplicate'] === true };
}

function retryAfterMs({ headers }: Reply): number {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 ? Math.min(60, seconds) * 1_000 : WAIT_MS;
}

function refusalOf(reply: Reply, url: string): ImportError {
  const { status, headers } = reply;
  if (status >= 300 && status < 400) return new ImportError(`${url} redirects to ${headers.get('location') ?? '?'}`);
  if (status === 404 || status === 405) return new ImportError(`${url} is no Callwatch: it answered ${status}`);
  return new ImportError(messageOf(reply));
}

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/** Posts batches to one server, each until it has an answer. */
export class Poster {
  private heard = false;
  /** Callwatch itself has taken calls at this address. */
  private known = false;
  private readonly endpoint: string;

  private readonly cutOff = new AbortController();

  constructor(private readonly target: Target) {
    const { signal } = target;
    signal.addEventListener('abort', () => setTimeout(() => this.cutOff.abort(), GRACE_MS).unref(), { once: true });
    this.endpoint = new URL('api/v1/calls', target.url.replace(/\/*$/, '/')).href;
  }

  /**
   * Sends a batch again with the same id while the server is busy, away or out of order; a used up quota is waited for as
   * long as it takes. Throws an ImportError when it cannot be sent.
   */
  async post(batch: Batch): Promise<Answer | OtherLines> {
    this.target.signal.throwIfAborted();
    const sent = await this.encode(batch);
    for (let failures = 0; ;) {
      const reply = await this.attempt(sent);
      if (!(reply instanceof ImportError)) {
        const answer = this.taken(reply);
        if (answer) return answer;
        if (!this.passes(reply)) throw refusalOf(reply, this.target.url);
      }
      const reason = reply instanceof ImportError ? reply.message : messageOf(reply);
      if (reply instanceof ImportError || reply.status !== 429) failures += 1;
      if (!this.target.patient && failures >= (this.heard ? TRIES : FIRST_TRIES)) throw new ImportError(reason);
      const waitMs = reply instanceof ImportError ? Math.min(WAIT_MAX_MS, WAIT_MS * failures) : retryAfterMs(reply);
      this.target.onWait(reason);
      await pause(waitMs, undefined, { signal: this.target.signal });
    }
  }

  /** What became of the calls; null when the server has not dealt with them. */
  private taken(reply: Reply): Answer | OtherLines | null {
    if (reply.status !== 202 && reply.status !== 409) return null;
    const stored = { storedCalls: Number(reply.headers.get('callwatch-stored-calls') ?? 0) };
    const answer = reply.status === 202 ? answerOf(reply, this.target.url) : stored;
    this.known = true;
    return answer;
  }

  /** Is it worth another try? A proxy knows no way for a moment while what is behind it is replaced. */
  private passes({ status }: Reply): boolean {
    return status === 429 || status >= 500 || (this.known && (status === 404 || status === 405));
  }

  private async encode({ key, digest, body }: Batch): Promise<RequestInit> {
    const zipped = await deflated(body, { level: 4 });
    const small = zipped.length <= GZIP_LIMIT_BYTES;
    return {
      method: 'POST',
      redirect: 'manual',
      body: small ? new Uint8Array(zipped) : body,
      headers: {
        authorization: `Bearer ${this.target.key}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        'callwatch-source-digest': digest,
        ...(small && { 'content-encoding': 'gzip' }),
      },
    };
  }

  private async attempt(sent: RequestInit): Promise<Reply | ImportError> {
    const signal = AbortSignal.any([this.cutOff.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      const response = await fetch(this.endpoint, { ...sent, signal });
      const reply = { status: response.status, headers: response.headers, body: parsed(await response.text()) };
      this.heard = true;
      return reply;
    } catch (error) {
      this.target.signal.throwIfAborted();
      return new ImportError(`${this.target.url} cannot be reached: ${causeOf(error)}`);
    }
  }
}
