/** At first and at most: a database that is away, or a filter that takes long, is not asked four times a second. */
const [FIRST_MS, MOST_MS] = [2_000, 30_000];

/** The time after a failure in which nothing is tried again, longer after each that follows. */
export class Rest {
  /** By the clock that only moves forward. */
  private untilMs = 0;
  private nextMs = FIRST_MS;

  get isOver(): boolean {
    return performance.now() >= this.untilMs;
  }

  begin(): void {
    this.untilMs = performance.now() + this.nextMs;
    this.nextMs = Math.min(MOST_MS, this.nextMs * 2);
  }

  /** It went well: the next rest is a short one again. */
  forget(): void {
    this.nextMs = FIRST_MS;
  }
}
