import type { CallItem, TailEvent } from '../../shared';

const PER_SECOND = 50;
/** Calls of five seconds at full pace: senders tell theirs in batches. */
const MOST_WAITING = 250;
const SECOND_MS = 1_000;

/** What one reader is still to be shown, and how much of it when. Times are of a clock that only moves forward. */
export class TailLines {
  private readonly waiting: CallItem[] = [];
  private sent: { atMs: number; calls: number }[] = [];
  private shown = 0;
  private skipped = 0;
  private toldSkipped = 0;

  /** How many more can wait. */
  get room(): number {
    return MOST_WAITING - this.waiting.length;
  }

  /** Calls to show, the oldest first, and how many matched beside them. */
  add(calls: readonly CallItem[], skipped: number): void {
    this.waiting.push(...calls);
    this.skipped += skipped;
  }

  /** The next event: no more than 50 calls within any second; null when there is nothing to tell. */
  next(nowMs: number): TailEvent | null {
    this.sent = this.sent.filter(({ atMs }) => nowMs - atMs < SECOND_MS);
    const free = PER_SECOND - this.sent.reduce((sum, { calls }) => sum + calls, 0);
    const calls = this.waiting.splice(0, Math.max(0, free));
    if (calls.length === 0 && this.skipped === this.toldSkipped) return null;
    if (calls.length > 0) this.sent.push({ atMs: nowMs, calls: calls.length });
    this.shown += calls.length;
    this.toldSkipped = this.skipped;
    return { calls, shown: this.shown, skipped: this.skipped };
  }
}
