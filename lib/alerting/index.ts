export { enqueueIncidentNotices } from './enqueue-incident-notices';
