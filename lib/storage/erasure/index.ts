export {
  claimErasure,
  countErased,
  ErasureLostError,
  failErasure,
  findErasure,
  finishErasure,
  insertErasure,
  listErasures,
  postponeErasure,
  saveErasureStep,
} from './erasure-record';
export type { ErasureClaim, ErasureKind, ErasureRow, ErasureState, ErasureTarget, NewErasure } from './erasure-record';
export { deleteProjectRows, listProjectTables, lockWordyRows, updateWordyRow } from './project-tables';
export type { ProjectTable, WordyRow, WordyTable } from './project-tables';
export {
  CONSUMER_TIERS,
  deleteConsumerName,
  deleteConsumerTier,
  eraseFromCalls,
  eraseFromSignals,
  eraseRateKeys,
} from './erase-calls';
export type { CallsOf } from './erase-calls';
export { erasePairs } from './erase-pairs';
export { emptyDeliveries, findDeliveriesWith } from './deliveries';
export { endFolding, replaceInDetectorState } from './detectors';
export { deleteProject, disableRulesOf, findAccountKey, findConsumer } from './subjects';
