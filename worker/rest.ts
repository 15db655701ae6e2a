/**
 * Keeps a loop from running at every wake of a busy instance: one run each `ms`, and up to `ahead` more before their time, which are
 * given back one each `ms`. So what happens seldom is looked at at once, and what keeps coming is taken together. Times are of
 * a clock that only moves forward.
 */
export class Rest {
  /** When the next run would come, were each to wait for its time. */
  private dueMs = 0;
  private readonly aheadMs: number;

  constructor(
    private readonly ms: number,
    ahead = 0,
  ) {
    this.aheadMs = ahead * ms;
  }

  /** A run begins. */
  begin(nowMs: number): void {
    this.dueMs = Math.max(this.dueMs, nowMs) + this.ms;
  }

  /** Milliseconds until another may begin; 0 or less: it may. */
  left(nowMs: number): number {
    return this.dueMs - this.aheadMs - nowMs;
  }

  /** Gives everything back. */
  forgive(): void {
    this.dueMs = 0;
  }
}
