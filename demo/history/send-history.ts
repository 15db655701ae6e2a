import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { seeded } from '../random';
import { callsPerSecondAt } from './day-shape';
import { encodeBatch } from './encode-batch';
import { makeMinute, type PastCall } from './make-minute';

export interface HistoryOptions {
  url: string;
  key: string;
  fromMs: number;
  toMs: number;
  /** Calls a second at the peak, which is `toMs`. */
  peak: number;
}

const MINUTE_MS = 60_000;
const BATCH = 5_000;
const IN_FLIGHT = 2;
const TRIES = 60;
const compress = promisify(gzip);

async function fetchAccountKey({ url, key }: HistoryOptions): Promise<Buffer> {
  const answer = await fetch(`${url}/api/v1/sdk/config`, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`the account key could not be read: ${answer.status}`);
  const config: unknown = await answer.json();
  if (typeof config === 'object' && config !== null && 'accountKey' in config && typeof config.accountKey === 'string')
    return Buffer.from(config.accountKey, 'base64');
  throw new Error('the answer of /api/v1/sdk/config has no account key');
}

/** Posts until it is acknowledged; 429 and 503 are asked to come again. Returns the number of accepted calls. */
async function post({ url, key }: HistoryOptions, body: Uint8Array<ArrayBuffer>): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await fetch(`${url}/api/v1/calls`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'callwatch-sent-at': String(Date.now()),
      },
    });
    const text = await answer.text();
    if (answer.status === 202) return acceptedOf(text);
    if (answer.status !== 429 && answer.status !== 503)
      throw new Error(`history was refused: ${answer.status} ${text}`);
    await wait(1_000 * Number(answer.headers.get('retry-after') ?? 1));
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

function* batches({ fromMs, toMs, peak }: HistoryOptions): Generator<PastCall[]> {
  let ready: PastCall[] = [];
  for (let at = fromMs - (fromMs % MINUTE_MS); at < toMs; at += MINUTE_MS) {
    const random = seeded(at / MINUTE_MS);
    const minute = makeMinute(random, { fromMs: at, callsPerSecond: callsPerSecondAt(at, { peakAtMs: toMs, peak }) });
    for (const call of minute) {
      if (call.startedAtMs >= fromMs && call.startedAtMs + call.durationUs / 1_000 < toMs) ready.push(call);
    }
    if (ready.length >= BATCH) {
      yield ready;
      ready = [];
    }
  }
  if (ready.length > 0) yield ready;
}

/** Sends the past in through the ingest that every SDK uses. Resolves with the number of calls accepted. */
export async function sendHistory(options: HistoryOptions): Promise<number> {
  const accountKey = await fetchAccountKey(options);
  const source = batches(options);
  let accepted = 0;
  const worker = async (): Promise<void> => {
    for (let next = source.next(); !next.done; next = source.next()) {
      const body = await compress(JSON.stringify(encodeBatch(next.value, accountKey)), { level: 1 });
      accepted += await post(options, new Uint8Array(body));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return accepted;
}
