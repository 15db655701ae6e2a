import type { Sql } from '../core/storage';

const BLOCK = 1_000;
/** Bits of a call's id below the number of its flush. */
export const ORDINALS = 65_536;

/**
 * Hands out flush numbers, 1,000 from one read of the sequence; unused ones of a process that ends are never given again.
 * A block is taken by calling nextval 1,000 times, since the sequence counts by one for every other user of it.
 */
export function createFlushNumbers(): (sql: Sql) => Promise<number> {
  let free: number[] = [];
  return async (sql) => {
    if (free.length === 0) {
      const { rows } = await sql.query<{ no: string }>(
        "select nextval('flush_no') as no from generate_series(1, $1::int)",
        [BLOCK],
      );
      free = rows.map(({ no }) => Number(no)).reverse();
    }
    const no = free.pop();
    if (no === undefined) throw new Error('the sequence flush_no gave no numbers');
    return no;
  };
}
