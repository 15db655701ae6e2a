export { countArchiveDays } from './count-archive-days';
export { knowsPartition, learnPartitions } from './ensure-partitions';
export { dropCallDay, dropPartition } from './drop-partition';
export { listPartitions } from './list-partitions';
export type { Partition } from './list-partitions';
