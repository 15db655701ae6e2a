import type { WireAccepted } from '../../../sdk/src/wire';
import { AppError } from '../../shared';
import type { SdkReport, StoredBatch } from '../../storage';
import type { GroupCommit } from '../commit/group-commit';
import type { Named } from '../pipeline/batch';
import { ignoredCalls } from '../pipeline/ignored';
import { Refusal } from '../pipeline/refusal';

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

/** Says how many calls the first body had, so that a sender whose source has grown since can find its place. */
function otherBody({ accepted, rejected }: StoredBatch): Refusal {
  const error = new AppError('conflict', 'this batch id or Idempotency-Key was used for another body');
  return new Refusal('other_body', error, { 'callwatch-stored-calls': String(accepted + rejected.length) });
}

/** Hands the batch to the group commit; the answer comes after COMMIT. A repeat gets the answer of the first time. */
export function commit(groupCommit: GroupCommit) {
  const filterReport = createReportFilter();
  return async (batch: Named): Promise<WireAccepted> => {
    const { batchId, digest, drafts, rejected, receivedAtMs, key } = batch;
    const report = filterReport(batch.report, receivedAtMs);
    const accepted = drafts.length + ignoredCalls(batch.ignoredCalls);
    // An import of which nothing can be stored may be tried again, for instance after the retention was raised.
    if (accepted === 0 && (batchId === null || batch.imported)) return { accepted, rejected };
    const { projectId, archives, policies } = key;
    const archived = archives.size > 0 && drafts.some(({ environmentId }) => archives.has(environmentId));
    const stored = await groupCommit.submit({
      projectId,
      batchId,
      digest,
      rows: drafts,
      ignored: [...batch.ignoredCalls.values()],
      accepted,
      rejected,
      report,
      keep: batch.imported || archived,
      archived,
      archives,
      policies,
    });
    if (stored === null) return { accepted, rejected };
    if (!stored.digest.equals(digest)) throw otherBody(stored);
    return { accepted: stored.accepted, rejected: stored.rejected, duplicate: true };
  };
}
