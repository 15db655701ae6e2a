// What every process answers, also one without pages: this part loads neither Next nor what knows sessions.
export { answerMethod } from './answer-method';
export { sendHealth, sendReadiness } from './health';
export type { Readiness } from './health';
export { sendMetrics } from './metrics';
export { prepareNative } from '../native';
