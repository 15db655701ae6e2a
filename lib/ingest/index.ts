export { createCallsDoor, createConfigDoor, createTracesDoor } from './door/doors';
export { createIngestMetrics } from './door/metrics';
export type { IngestMetrics } from './door/metrics';
export { createIngest } from './pipeline/create-ingest';
export type { Ingest, IngestOptions } from './pipeline/create-ingest';
export { openIngest } from './pipeline/open-ingest';
export type { IngestObserver } from './pipeline/observer';
