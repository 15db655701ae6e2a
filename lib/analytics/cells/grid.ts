import { LATENCY_BUCKETS } from '../../stats';
import type { BucketCount } from '../../stats';

/** Sums and histogram of one entity in one bucket. */
export interface Cell {
  /** In the order of ENDPOINT_SUMS or CONSUMER_SUMS. */
  sums: Float64Array;
  /** Counts by latency bucket; of length 0 where histograms were not asked for. */
  latency: Float64Array;
}

const NO_LATENCY = new Float64Array();
/** Rows in a piece of memory, at first and at most. */
const [FIRST_ROWS, MOST_ROWS] = [4, 64];

/** Rows of zeros cut from few pieces of memory: an array of its own for each was most of what the garbage collector had to do. */
class Rows {
  private piece = NO_LATENCY;
  private used = 0;
  private rows = FIRST_ROWS / 2;

  constructor(private readonly width: number) {}

  next(): Float64Array {
    if (this.used + this.width > this.piece.length) {
      this.rows = Math.min(MOST_ROWS, this.rows * 2);
      this.piece = new Float64Array(this.rows * this.width);
      this.used = 0;
    }
    this.used += this.width;
    return this.piece.subarray(this.used - this.width, this.used);
  }
}

/** Adds sums to others; those that were not read are 0. */
export function addSums(into: Float64Array, sums: ArrayLike<number>): void {
  for (let column = 0; column < into.length; column++) into[column] = (into[column] ?? 0) + (sums[column] ?? 0);
}

/** Cells by id (endpoint, consumer, 0 = all) and bucket (seconds since the epoch, 0 when not cut into buckets). */
export class Grid {
  private readonly cells = new Map<number, Map<number, Cell>>();
  private readonly sums: Rows;
  private readonly latencies: Rows | null;

  constructor(width: number, withLatency: boolean) {
    this.sums = new Rows(width);
    this.latencies = withLatency ? new Rows(LATENCY_BUCKETS) : null;
  }

  empty(): Cell {
    return { sums: this.sums.next(), latency: this.latencies?.next() ?? NO_LATENCY };
  }

  cell(id: number, bucket: number): Cell {
    let row = this.cells.get(id);
    if (!row) this.cells.set(id, (row = new Map()));
    let cell = row.get(bucket);
    if (!cell) row.set(bucket, (cell = this.empty()));
    return cell;
  }

  add(id: number, bucket: number, sums: ArrayLike<number>): void {
    addSums(this.cell(id, bucket).sums, sums);
  }

  addLatency(id: number, bucket: number, entry: BucketCount): void {
    const { latency } = this.cell(id, bucket);
    latency[entry.bucket] = (latency[entry.bucket] ?? 0) + entry.calls;
  }

  /** Lets go of what was added and all taken away again. */
  dropEmpty(): void {
    for (const [id, row] of this.cells) {
      for (const [bucket, { sums }] of row) if ((sums[0] ?? 0) <= 0) row.delete(bucket);
      if (row.size === 0) this.cells.delete(id);
    }
  }

  /** Lets an id be found under another one, too. */
  alias(id: number, as: number): void {
    const row = this.cells.get(as);
    if (row) this.cells.set(id, row);
  }

  find(id: number, bucket: number): Cell | undefined {
    return this.cells.get(id)?.get(bucket);
  }

  ids(): number[] {
    return [...this.cells.keys()];
  }

  buckets(id: number): Map<number, Cell> {
    return this.cells.get(id) ?? new Map<number, Cell>();
  }
}
