export {
  addHistogram,
  apdex,
  countUpTo,
  emptyHistogram,
  histogramCount,
  LATENCY_BUCKETS,
  latencyBucket,
  latencyEdgeUs,
  quantilesUs,
  quantileUs,
} from './histogram';
export {
  EVERY_PART,
  packHourParts,
  partAt,
  PARTS_PER_MINUTE,
  SECONDS_PER_PART,
  unpackHourParts,
  wholeHour,
} from './minute-parts';
export { mergeMinutes, packMinutes, unpackMinutes } from './minute-set';
export type { MarkedMinute } from './minute-set';
export {
  addMinuteEntries,
  addMinuteLatency,
  addWideLatency,
  packMinuteLatency,
  packWideLatency,
  unpackMinuteLatency,
} from './packed-latency';
export type { BucketCount } from './packed-latency';
export { countMovedBy, quantileMovedBy, shareMovedBy } from './moved';
export { dispersionOf, levelOf, medianOf, steadied, usualHour, usualOfStep } from './usual-rate';
export type { UsualHour } from './usual-rate';
export { usualCounts } from './usual-counts';
export type { CountRange } from './usual-counts';
