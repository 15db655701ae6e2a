import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodeBatch } from './encode-batch';
import { MINUTE_MS, type Gap } from './gaps';
import { makeMinute, makeStagingMinute } from './make-minute';
import type { PastCall } from './past-call';

export interface HistoryOptions {
  url: string;
  key: string;
  gaps: readonly Gap[];
}

export interface HistoryProgress {
  /** Calls accepted so far. */
  accepted: number;
  /** How much of the gaps that covers. */
  sentMs: number;
}

/** As many as ingest takes in one: from 6,000 calls on it stores two at once, which saves a third of the time. */
const BATCH = 10_000;
const IN_FLIGHT = 2;
const TRIES = 60;
const PAUSE_MS = 1_000;
const compress = promisify(gzip);

async function fetchAccountKey({ url, key }: HistoryOptions): Promise<Buffer> {
  const answer = await fetch(`${url}/api/v1/sdk/config`, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`the account key could not be read: ${answer.status}`);
  const config: unknown = await answer.json();
  if (typeof config === 'object' && config !== null && 'accountKey' in config && typeof config.accountKey === 'string')
    return Buffer.from(config.accountKey, 'base64');
  throw new Error('the answer of /api/v1/sdk/config has no account key');
}

/** One attempt; null when the server is away or asks to come again. Throws when it refuses. */
async function attempt({ url, key }: HistoryOptions, body: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const answer = await fetch(`${url}/api/v1/calls`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'callwatch-sent-at': String(Date.now()),
    },
  }).catch(() => null);
  const text = await answer?.text().catch(() => null);
  if (!answer || text === null || text === undefined) return null;
  if (answer.status === 202) return text;
  if (answer.status === 429 || answer.status >= 500) return null;
  throw new Error(`history was refused: ${answer.status} ${text}`);
}

/** Posts until it is acknowledged, under the same batch id. Returns the number of accepted calls. */
async function post(options: HistoryOptions, body: Uint8Array<ArrayBuffer>): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const text = await attempt(options, body);
    if (text !== null) return acceptedOf(text);
    await wait(PAUSE_MS);
  }
  throw new Error(`history was not taken after ${TRIES} tries`);
}

function acceptedOf(text: string): number {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('accepted' in value) || !('rejected' in value))
    throw new Error(text);
  if (Array.isArray(value.rejected) && value.rejected.length > 0)
    throw new Error(`history calls were rejected: ${JSON.stringify(value.rejected[0])}`);
  return Number(value.accepted);
}

interface Batch {
  calls: PastCall[];
  sentMs: number;
}

/** The minutes that the gaps touch, the latest first, so that the ranges people look at fill before the night does. */
function* minutesOf(gaps: readonly Gap[]): Generator<Gap & { minuteMs: number }> {
  for (const { fromMs, toMs } of gaps.toReversed()) {
    const last = toMs - 1 - ((toMs - 1) % MINUTE_MS);
    for (let minuteMs = last; minuteMs > fromMs - MINUTE_MS; minuteMs -= MINUTE_MS) {
      yield { minuteMs, fromMs: Math.max(fromMs, minuteMs), toMs: Math.min(toMs, minuteMs + MINUTE_MS) };
    }
  }
}

/** Batches of whole minutes. */
export function* batchesOf(gaps: readonly Gap[]): Generator<Batch> {
  let ready: Batch = { calls: [], sentMs: 0 };
  const endMs = gaps.at(-1)?.toMs ?? 0;
  for (const { minuteMs, fromMs, toMs } of minutesOf(gaps)) {
    const made = [...makeMinute(minuteMs), ...makeStagingMinute(minuteMs)];
    const calls = made.filter(
      ({ startedAtMs, durationUs }) =>
        startedAtMs >= fromMs && startedAtMs < toMs && startedAtMs + durationUs / 1_000 < endMs,
    );
    if (ready.calls.length + calls.length > BATCH) {
      yield ready;
      ready = { calls: [], sentMs: 0 };
    }
    ready.calls.push(...calls);
    ready.sentMs += toMs - fromMs;
  }
  if (ready.calls.length > 0) yield ready;
}

/** Sends the past in through the ingest that every SDK uses. Resolves when every call was accepted. */
export async function sendHistory(
  options: HistoryOptions,
  onBatch: (progress: HistoryProgress) => void,
): Promise<void> {
  const accountKey = await fetchAccountKey(options);
  const source = batchesOf(options.gaps);
  let [accepted, sentMs] = [0, 0];
  const worker = async (): Promise<void> => {
    for (let next = source.next(); !next.done; next = source.next()) {
      const body = await compress(JSON.stringify(encodeBatch(next.value.calls, accountKey)), { level: 1 });
      const more = await post(options, new Uint8Array(body));
      accepted += more; // not in one line: the other worker adds during the wait
      sentMs += next.value.sentMs;
      onBatch({ accepted, sentMs });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}
