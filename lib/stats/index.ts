export {
  addHistogram,
  emptyHistogram,
  histogramCount,
  LATENCY_BUCKETS,
  latencyBucket,
  latencyEdgeUs,
  quantileUs,
} from './histogram';
