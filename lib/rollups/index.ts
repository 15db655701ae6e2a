export { aggregate } from './pending/aggregate';
export { decodePending, encodePending } from './pending/codec';
export { mergePending } from './pending/merge';
export { emptyTotals } from './pending/totals';
export type { EnvironmentTotals, PendingTotals } from './pending/totals';
