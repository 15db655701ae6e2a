import { isUnavailable } from '../../storage';

/** At first and at most: a filter that takes long, or a database that is away, is not asked four times a second. */
const [FIRST_MS, MOST_MS] = [2_000, 30_000];
/** At most while the database is away: the tail goes on soon after it is back. */
const AWAY_MS = 4_000;

/** The time after a failure in which nothing is tried again, longer after each that follows. */
export class Rest {
  /** By the clock that only moves forward. */
  private untilMs = 0;
  private nextMs = FIRST_MS;

  get isOver(): boolean {
    return performance.now() >= this.untilMs;
  }

  begin(error: unknown): void {
    const restMs = isUnavailable(error) ? Math.min(AWAY_MS, this.nextMs) : this.nextMs;
    this.untilMs = performance.now() + restMs;
    this.nextMs = Math.min(MOST_MS, this.nextMs * 2);
  }

  /** It went well: the next rest is a short one again. */
  forget(): void {
    this.nextMs = FIRST_MS;
  }
}
