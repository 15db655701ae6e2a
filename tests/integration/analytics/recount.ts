import type { CallRow } from '../../../lib/storage';
import { ENVIRONMENTS } from '../../support/stored-calls';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The moment of a test file: within a minute, so that no range begins or ends on one. */
export const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 17_123);

/** Calls of the last hours, of the last weeks, and of the last days, which still wait for the rollups. */
export const WAVES = [
  [900, 6 * HOUR_MS],
  [900, 28 * DAY_MS],
  [500, 1.5 * DAY_MS],
] as const;

export type Query = Record<string, string>;

/** The range from so many milliseconds before NOW to so many. */
export const rangeOf = (fromMs: number, toMs: number): { from: string; to: string } => ({
  from: new Date(NOW.getTime() - fromMs).toISOString(),
  to: new Date(NOW.getTime() - toMs).toISOString(),
});

export type Range = readonly [name: string, fromMs: number, toMs: number];

/** Each range in all environments but the archive, in one of them, and in the archive. */
export const casesOf = (ranges: readonly Range[]) =>
  ranges.flatMap(([name, fromMs, toMs]) =>
    [undefined, 'staging', 'archive'].map((environment) => ({ name, fromMs, toMs, environment })),
  );

/** The stored calls that a range and an environment name; without one, those of all but the archive. */
export function callsIn(
  rows: readonly CallRow[],
  { from = '', to = '' }: { from?: string; to?: string },
  environment?: string,
): CallRow[] {
  const wanted = ENVIRONMENTS.filter(({ slug, archive }) => (environment ? slug === environment : !archive));
  const ids = new Set(wanted.map(({ id }) => id));
  return rows.filter(
    ({ environmentId, finishedAtUs }) =>
      ids.has(environmentId) && finishedAtUs >= Date.parse(from) * 1000 && finishedAtUs < Date.parse(to) * 1000,
  );
}

export function countBy<Key>(rows: readonly CallRow[], key: (row: CallRow) => Key | null): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const row of rows) {
    const of = key(row);
    if (of !== null) counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return counts;
}
