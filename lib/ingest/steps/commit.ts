import type { WireAccepted } from '../../../sdk/src/wire';
import type { SdkReport } from '../../storage';
import type { GroupCommit } from '../commit/group-commit';
import type { Named } from '../pipeline/batch';
import { refusal } from '../pipeline/refusal';

const REPORT_EVERY_MS = 30_000;
const INSTANCES = 10_000;

/** Lets a report through when it says something new, else every 30 s for each instance. */
export function createReportFilter(): (report: SdkReport | null, atMs: number) => SdkReport | null {
  const savedAtMs = new Map<string, number>();
  return (report, atMs) => {
    if (!report) return null;
    const name = `${report.projectId}/${report.environmentId}/${report.instance}`;
    const due = atMs - (savedAtMs.get(name) ?? 0) >= REPORT_EVERY_MS;
    if (!due && report.dropped.size === 0 && report.routes === null) return null;
    if (savedAtMs.size >= INSTANCES) savedAtMs.clear();
    savedAtMs.set(name, atMs);
    return report;
  };
}

/** Hands the batch to the group commit; the answer comes after COMMIT. A repeat gets the answer of the first time. */
export function commit(groupCommit: GroupCommit) {
  const filterReport = createReportFilter();
  return async (batch: Named): Promise<WireAccepted> => {
    const { batchId, digest, drafts, rejected, receivedAtMs, key } = batch;
    const report = filterReport(batch.report, receivedAtMs);
    const accepted = drafts.length;
    if (accepted === 0 && batchId === null) return { accepted, rejected };
    const { projectId } = key;
    const stored = await groupCommit.submit({ projectId, batchId, digest, rows: drafts, accepted, rejected, report });
    if (stored === null) return { accepted, rejected };
    if (!stored.digest.equals(digest)) {
      throw refusal('other_body', 'conflict', 'this batch id or Idempotency-Key was used for another body');
    }
    return { accepted: stored.accepted, rejected: stored.rejected, duplicate: true };
  };
}
