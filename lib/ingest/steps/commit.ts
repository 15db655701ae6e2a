import type { WireAccepted } from '../../../sdk/src/wire';
import { AppError } from '../../shared';
import type { BatchRecord, StoredBatch } from '../../storage';
import type { GroupCommit } from '../commit/group-commit';
import { createReportFilter } from '../commit/report-filter';
import type { Named } from '../pipeline/batch';
import { ignoredCalls } from '../pipeline/ignored';
import { Refusal } from '../pipeline/refusal';

/** Says how many calls the first body had, so that a sender whose source has grown since can find its place. */
function otherBody({ accepted, rejected }: StoredBatch): Refusal {
  const error = new AppError('conflict', 'this batch id or Idempotency-Key was used for another body');
  return new Refusal('other_body', error, { 'callwatch-stored-calls': String(accepted + rejected.length) });
}

/** Says nothing but that it is there: whether it comes once or twice, so its id is not remembered. */
const isHeartbeat = ({ rejected, report }: Named): boolean =>
  rejected.length === 0 && report !== null && report.dropped.size === 0;

/** What the sender hears. Unknown fields are those of the body that it sent now, also when that had been stored before. */
function answerOf({ accepted, rejected }: BatchRecord, { calls }: Named): WireAccepted {
  if (calls.kind === 'spans' || calls.unknownFields.length === 0) return { accepted, rejected };
  return { accepted, rejected, unknownFields: calls.unknownFields };
}

/** Hands the batch to the group commit; the answer comes after COMMIT. A repeat gets the answer of the first time. */
export function commit(groupCommit: GroupCommit) {
  const filterReport = createReportFilter();
  return async (batch: Named): Promise<WireAccepted> => {
    const { digest, drafts, rejected, receivedAtMs, key } = batch;
    const report = filterReport(batch.report, receivedAtMs);
    const accepted = drafts.length + ignoredCalls(batch.ignoredCalls);
    const batchId = accepted === 0 && isHeartbeat(batch) ? null : batch.batchId;
    const answer = answerOf({ accepted, rejected }, batch);
    // An import of which nothing can be stored may be tried again, for instance after the retention was raised.
    if (accepted === 0 && (batch.imported || (batchId === null && report === null))) return answer;
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
    if (stored === null) return answer;
    if (!stored.digest.equals(digest)) throw otherBody(stored);
    return { ...answerOf(stored, batch), duplicate: true };
  };
}
