export { recordFindings } from './record/record-findings';
export type { Recorded, RecordInput } from './record/record-findings';
export { refreshFigures } from './record/refresh-figures';
export { resolveQuiet } from './record/resolve-quiet';
