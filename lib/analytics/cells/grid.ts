import { emptyHistogram } from '../../stats';
import type { BucketCount } from '../../stats';

/** Sums and histogram of one entity in one bucket. */
export interface Cell {
  /** In the order of ENDPOINT_SUMS or CONSUMER_SUMS. */
  sums: Float64Array;
  /** Counts by latency bucket; of length 0 where histograms were not asked for. */
  latency: Float64Array;
}

/** Cells by id (endpoint, consumer, 0 = all) and bucket (seconds since the epoch, 0 when not cut into buckets). */
export class Grid {
  private readonly cells = new Map<number, Map<number, Cell>>();

  constructor(
    private readonly width: number,
    private readonly withLatency: boolean,
  ) {}

  empty(): Cell {
    return {
      sums: new Float64Array(this.width),
      latency: this.withLatency ? emptyHistogram() : new Float64Array(),
    };
  }

  cell(id: number, bucket: number): Cell {
    let row = this.cells.get(id);
    if (!row) this.cells.set(id, (row = new Map()));
    let cell = row.get(bucket);
    if (!cell) row.set(bucket, (cell = this.empty()));
    return cell;
  }

  add(id: number, bucket: number, sums: ArrayLike<number>): void {
    const cell = this.cell(id, bucket);
    for (let column = 0; column < this.width; column++) {
      cell.sums[column] = (cell.sums[column] ?? 0) + (sums[column] ?? 0);
    }
  }

  addLatency(id: number, bucket: number, entry: BucketCount): void {
    const { latency } = this.cell(id, bucket);
    latency[entry.bucket] = (latency[entry.bucket] ?? 0) + entry.calls;
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
