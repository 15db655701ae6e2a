import type { CallItem, TailEvent } from '../../../lib/shared';

/** What has come of the tail. */
export interface TailState {
  /** Newest first; the last so many. */
  calls: readonly CallItem[];
  /** Came since the tail began. */
  shown: number;
  /** Came too fast to be shown. */
  skipped: number;
}

/** So many stay in the list. */
export const TAIL_ROWS = 500;

export const NO_TAIL: TailState = { calls: [], shown: 0, skipped: 0 };

/** The tail after an event, whose calls stand oldest first. */
export const withEvent = (tail: TailState, { calls, skipped }: Pick<TailEvent, 'calls' | 'skipped'>): TailState => ({
  calls: [...calls.toReversed(), ...tail.calls].slice(0, TAIL_ROWS),
  shown: tail.shown + calls.length,
  skipped,
});

/** How many have come since `before`, shown or not. */
export const cameSince = (before: TailState, now: TailState): number =>
  now.shown + now.skipped - before.shown - before.skipped;
