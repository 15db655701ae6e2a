export { appendAudit } from './append-audit';
export type { AuditAuthor, AuditEntry } from './append-audit';
