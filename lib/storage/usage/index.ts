export { findOpenCallers } from './find-open-callers';
export type { OpenIncidentCallers } from './find-open-callers';
