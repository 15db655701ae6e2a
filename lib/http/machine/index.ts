// What every process answers, also one without pages: this part loads neither Next nor what knows sessions.
export { answerMethod } from './answer-method';
export { createLog } from './create-log';
export { diskOf } from './disk-of';
export { doorOf } from './door-of';
export { followRequest } from './follow-request';
export { sendHealth, sendReadiness } from './health';
export type { Readiness } from './health';
export { createHttpMetrics } from './http-metrics';
export { registerInstance, registerPools } from './instance-metrics';
export { keepProcess } from './keep-process';
export { sendMetrics } from './metrics';
export { readVersion } from './read-version';
export { createPrepare } from '../native';
