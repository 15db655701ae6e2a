import { IGNORED_PER_CALL } from '../limits';
import type { CallQuota } from '../guard/call-quota';
import type { Quota } from '../guard/quota';
import { after } from '../pipeline/after';
import type { Decoded, Parsed, ParsedCalls, Read } from '../pipeline/batch';

function countOf(calls: ParsedCalls): number {
  if (calls.kind === 'columns') return calls.columns.count;
  return calls.kind === 'rows' ? calls.rows.length : calls.spans.length;
}

interface Options {
  quota: Quota;
  callQuota: CallQuota;
  /** Told of spans that are no calls. */
  onIgnored(spans: number): void;
}

/** Parses the body in the format of its door and charges the project's quotas for its calls, and a little for other spans. */
export const decode =
  ({ quota, callQuota, onIgnored }: Options) =>
  (batch: Read): Decoded | Promise<Decoded> =>
    after<Parsed, Decoded>(batch.format.parse(batch), (parsed) => {
      const calls = Math.max(parsed.cost, countOf(parsed.calls) + Math.floor(parsed.ignored / IGNORED_PER_CALL));
      quota.charge(batch.key.projectId, calls);
      callQuota.charge(batch.key.projectId, calls);
      if (parsed.ignored > 0) onIgnored(parsed.ignored);
      const { headers, receivedAtMs, key } = batch;
      const { batchId, digest, imported, calls: list, report } = parsed;
      return { headers, receivedAtMs, key, batchId, digest, imported, calls: list, report };
    });
