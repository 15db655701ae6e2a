export { findOpenCallers } from './find-open-callers';
export type { OpenIncidentCallers } from './find-open-callers';
export { readCallKinds } from './read-call-kinds';
export type { CallKinds, KindRow, SizesRow } from './read-call-kinds';
export { readDeploys, readInstances } from './read-instances';
export type { DeployRow, InstanceRow } from './read-instances';
