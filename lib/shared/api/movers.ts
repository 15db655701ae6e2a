import type { Comparison } from '../comparison';

export type MoverMeasure = 'calls' | 'error_ratio' | 'p95_ms';

/** One measure that moved more than chance explains. */
export interface Move {
  measure: MoverMeasure;
  now: number | null;
  before: number | null;
  /** Factor that it moved by at least, with 99.7 % confidence: above 1 up, below 1 down. */
  movedBy: number;
  /** In the range. */
  calls: number;
}

export interface EndpointMove extends Move {
  id: number;
  method: string;
  route: string;
}

export interface ConsumerMove extends Move {
  name: string;
}

/** A consumer that came or went. */
export interface ComingConsumer {
  name: string;
  /** In the range; of one that is gone, in the range before. */
  calls: number;
  firstSeenAt: string;
  lastSeenAt: string;
}

/** The busiest 10 of a kind, and how many there are. */
export interface Coming {
  items: ComingConsumer[];
  count: number;
}

/** What moved against another range of the same length. */
export interface MoversAnswer {
  vs: Comparison;
  /** Ends where the range does, and now at the latest. */
  from: string;
  to: string;
  before: { from: string; to: string };
  /** False when not all of the range before was watched, or is kept: then nothing is told. */
  comparable: boolean;
  /** False when no process took calls in more than a hundredth of either range: then `calls` are not compared, nor silences told. */
  countsComparable: boolean;
  /** The furthest 12, each measure a line of its own. */
  endpoints: EndpointMove[];
  /** Null, as the next three, where the range before would have to be read from too many calls. */
  consumers: ConsumerMove[] | null;
  /** First seen ever in the range. */
  fresh: Coming | null;
  /** Seen before, silent in the range before, and back; null, as `gone`, without `countsComparable`, too. */
  returning: Coming | null;
  /** Silent in the range, with so many calls in the one before that chance does not explain it. */
  gone: Coming | null;
}
