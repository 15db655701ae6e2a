import { z } from 'zod';
import type { DemoApi } from './api';
import { sendHistory } from './history/send-history';

const DAY_MS = 24 * 3_600_000;
/** A shorter gap is no more than a restart. */
const SMALLEST_GAP_MS = 60_000;

const latest = z.object({ calls: z.array(z.object({ finishedAt: z.string() })) });

async function lastCallAtMs(api: DemoApi, nowMs: number): Promise<number> {
  const range = `from=${new Date(nowMs - DAY_MS).toISOString()}&to=${new Date(nowMs + 60_000).toISOString()}`;
  const { calls } = latest.parse(await api.get(`calls?limit=1&${range}`));
  return calls[0] ? Date.parse(calls[0].finishedAt) : nowMs - DAY_MS;
}

export interface FillOptions {
  api: DemoApi;
  url: string;
  key: string;
  peak: number;
  print(line: string): void;
}

/**
 * Sends what the shop would have served since its last stored call, 24 hours at most; then what passed while that was
 * being sent, so that live traffic follows without a gap.
 */
export async function fillHistory({ api, url, key, peak, print }: FillOptions): Promise<void> {
  const startedAt = Date.now();
  const gapFrom = await lastCallAtMs(api, startedAt);
  if (startedAt - gapFrom < SMALLEST_GAP_MS) return;
  print(`sending the calls of the last ${Math.round((startedAt - gapFrom) / 3_600_000)} h …`);
  const accepted = await sendHistory({ url, key, fromMs: gapFrom + 1, toMs: startedAt, peak });
  const rest = await sendHistory({ url, key, fromMs: startedAt, toMs: Date.now(), peak });
  print(
    `history: ${(accepted + rest).toLocaleString('en')} calls in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`,
  );
}
