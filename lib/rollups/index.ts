export { compactProject } from './compact';
export { aggregate } from './pending/aggregate';
export { decodePending, encodePending } from './pending/codec';
export { mergePending } from './pending/merge';
export { E as ENDPOINT_COLUMN, emptyTotals } from './pending/totals';
export type { EnvironmentTotals, PendingTotals } from './pending/totals';
export { repairDay } from './repair-day';
export type { RepairInput, RepairResult } from './repair-day';
export { keptEnvironments } from './kept-environments';
