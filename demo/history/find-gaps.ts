import { z } from 'zod';
import type { DemoApi } from '../api';
import { gapsOf, MINUTE_MS, type Gap } from './gaps';

/** What the series API answers at once: fewer than 5,000 minutes. */
const CHUNK_MS = 3 * 24 * 60 * MINUTE_MS;

const answer = z.object({ points: z.array(z.object({ at: z.string(), value: z.number() })) });

async function emptyMinutes(api: DemoApi, { fromMs, toMs }: Gap): Promise<number[]> {
  const query = new URLSearchParams({
    measure: 'calls',
    environment: 'production', // in others most minutes are without a call
    step: '60',
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  });
  const { points } = answer.parse(await api.get(`series?${query}`));
  return points.filter(({ value }) => value === 0).map(({ at }) => Date.parse(at));
}

/**
 * Where a stretch of the past, from a full minute on, holds no call: all of it at first, later what passed while the demo did
 * not run, and what a stop in the middle of the history left out. Nothing is sent twice, since a batch is whole minutes.
 */
export async function findGaps(api: DemoApi, { fromMs, toMs }: Gap): Promise<Gap[]> {
  const minutes: number[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += CHUNK_MS) {
    minutes.push(...(await emptyMinutes(api, { fromMs: atMs, toMs: Math.min(atMs + CHUNK_MS, toMs) })));
  }
  return gapsOf(minutes, toMs);
}
