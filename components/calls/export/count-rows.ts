import type { ExportFormat } from '../../../lib/shared';

const LINE_END = 10;
const QUOTE = 34;

/** Counts the calls in a file of calls that comes in pieces. */
export interface RowCounter {
  /** Takes the next piece and tells how many calls there have been. */
  take: (piece: Uint8Array) => number;
}

/** Lines of NDJSON; of CSV the lines after the head, where those inside quotes are none. */
export function countRows(format: ExportFormat): RowCounter {
  let lines = 0;
  let quoted = false;
  return {
    take: (piece) => {
      for (const byte of piece) {
        if (byte === QUOTE && format === 'csv') quoted = !quoted;
        else if (byte === LINE_END && !quoted) lines += 1;
      }
      return format === 'csv' ? Math.max(0, lines - 1) : lines;
    },
  };
}
