import { z } from 'zod';
import type { DemoApi } from '../api';
import { gapsOf, type Gap } from './gaps';

const DAY_MS = 24 * 3_600_000;

const answer = z.object({ points: z.array(z.object({ at: z.string(), value: z.number() })) });

/**
 * Where the last 24 hours hold no call: all of them at first, later what passed while the demo did not run, and what a
 * stop in the middle of the history left out. Nothing is sent twice, since a batch of history is whole minutes.
 */
export async function findGaps(api: DemoApi, nowMs: number): Promise<Gap[]> {
  const query = new URLSearchParams({
    measure: 'calls',
    step: '60',
    from: new Date(nowMs - DAY_MS).toISOString(),
    to: new Date(nowMs).toISOString(),
  });
  const { points } = answer.parse(await api.get(`series?${query}`));
  const empty = points.filter(({ value }) => value === 0).map(({ at }) => Date.parse(at));
  return gapsOf(empty, nowMs);
}
