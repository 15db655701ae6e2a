import { z } from 'zod';
import { runThread } from '../run-thread';
import type { Gap } from './gaps';

const QUARTERS = 4;
const HOUR_MS = 3_600_000;

/** What the thread is given, and says after each batch. */
export const historyInput = z.object({
  url: z.string(),
  key: z.string(),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
});
export const historyProgress = z.object({ accepted: z.number(), sentMs: z.number() });

export interface FillOptions extends z.infer<typeof historyInput> {
  signal: AbortSignal;
  print(line: string): void;
}

const lengthOf = (gaps: readonly Gap[]): number => gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

function spanOf(ms: number): string {
  if (ms < 2 * HOUR_MS) return `${Math.ceil(ms / 60_000)} min`;
  return ms < 48 * HOUR_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / (24 * HOUR_MS))} d`;
}

/**
 * Sends what the shop would have served in the gaps, the latest first, on a thread of its own: making two weeks of
 * calls takes seconds of processor time, in which the shop would answer late. Resolves when all is stored, or at the signal.
 */
export async function fillHistory({ signal, print, ...input }: FillOptions): Promise<void> {
  const totalMs = lengthOf(input.gaps);
  if (totalMs === 0) return;
  const began = performance.now();
  print(`history: sending ${spanOf(totalMs)} of calls …`);
  let [accepted, quarter] = [0, 0];
  const onMessage = (message: unknown): void => {
    const progress = historyProgress.parse(message);
    accepted = progress.accepted;
    const now = Math.floor((QUARTERS * progress.sentMs) / totalMs);
    if (now > quarter && now < QUARTERS) print(`history: ${(100 * now) / QUARTERS} %`);
    quarter = now;
  };
  await runThread('demo-history.js', { data: input, signal, onMessage });
  if (signal.aborted) return;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  print(`history: done, ${accepted.toLocaleString('en')} calls in ${seconds} s`);
}
