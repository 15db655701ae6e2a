const LEAST_ROWS = 32;
const NO_ROWS = new Uint16Array(0);

/** For each row of a table keyed by minute: the millisecond of the minute (0 to 59,999) of its last call. */
export class RowMillis {
  private millis: Uint16Array = NO_ROWS;

  /** Keeps the later one. */
  note(row: number, millisecond: number): void {
    if (row >= this.millis.length) this.grow(row);
    if ((this.millis[row] ?? 0) < millisecond) this.millis[row] = millisecond;
  }

  at(row: number): number {
    return this.millis[row] ?? 0;
  }

  private grow(row: number): void {
    const larger = new Uint16Array(Math.max(LEAST_ROWS, this.millis.length * 2, row + 1));
    larger.set(this.millis);
    this.millis = larger;
  }
}
