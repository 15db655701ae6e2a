export { APPLICATION_NAMES } from './application-names';
export { endStalled } from './end-stalled';
export { findStalled } from './find-stalled';
export type { StalledBackend } from './find-stalled';
