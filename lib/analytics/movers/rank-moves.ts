import type { Move } from '../../shared';

/** A tenth is the least that is worth a line, and what the buckets of latency can tell apart. */
const LEAST = Math.log(1.1);

/** How far something moved, whichever way. */
export const distance = ({ movedBy }: Pick<Move, 'movedBy'>): number => Math.abs(Math.log(movedBy));

/** Those that moved by a tenth at least, the furthest first. */
export const rankMoves = <Of extends Move>(moves: readonly Of[]): Of[] =>
  moves.filter((move) => distance(move) >= LEAST).toSorted((a, b) => distance(b) - distance(a) || b.calls - a.calls);
