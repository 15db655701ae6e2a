import { AppError } from '../../shared';
import type { Segment, TierKeeps } from '../../storage';
import type { Range } from './params';
import { daysSince } from './segments';

const DAY_MS = 86_400_000;

const readsLost = (segments: readonly Segment[], rawSinceMs: number): boolean =>
  segments.some(({ source, from }) => source === 'raw' && from.getTime() < rawSinceMs);

/** Whether none of these parts asks for calls that are not kept any more. */
export const isKept = (segments: readonly Segment[], rawSinceMs: number): boolean => !readsLost(segments, rawSinceMs);

interface Compared extends Range {
  rawSinceMs: number;
  keeps: TierKeeps;
  now: Date;
}

/** Is a range, made of these parts, still there to compare another one with? At its steps, and all of it, as of what was watched. */
export function isKeptToCompare(range: Compared, segments: readonly Segment[]): boolean {
  return daysSince(range.now, range.keeps) <= range.from.getTime() && isKept(segments, range.rawSinceMs);
}

/**
 * Minutes are kept for days only; before that the calls themselves tell, as long as they are kept. Throws `invalid` when a
 * step asks for minutes that are gone from both.
 */
export function requireKept(segments: readonly Segment[], rawSinceMs: number): void {
  if (!readsLost(segments, rawSinceMs)) return;
  const message =
    'step: so far back only whole hours, then whole days are kept: choose a larger step, or a later range';
  throw new AppError('invalid', message, { field: 'step' });
}

/** Calls go by whole days: those of the day in which the retention begins are all still there. */
export const keptSince = (rawSinceMs: number): number => Math.floor(rawSinceMs / DAY_MS) * DAY_MS;

/** The same for a range without steps: its ends must not ask for minutes that are gone. */
export function requireKeptEnds(segments: readonly Segment[], rawSinceMs: number): void {
  if (!readsLost(segments, keptSince(rawSinceMs))) return;
  const message = 'from: so far back only whole hours, then whole days are kept: let the range begin and end with one';
  throw new AppError('invalid', message, { field: 'from' });
}
