import { charge, type Bill, type Quotas } from '../guard/bill';
import { IGNORED_PER_CALL, REFUSED_BYTES_PER_CALL } from '../limits';
import { after } from '../pipeline/after';
import type { Decoded, Parsed, ParsedCalls, Read } from '../pipeline/batch';

function countOf(calls: ParsedCalls): number {
  if (calls.kind === 'columns') return calls.columns.count;
  return calls.kind === 'rows' ? calls.rows.length : calls.spans.length;
}

interface Options extends Quotas {
  /** Told of spans that are no calls. */
  onIgnored(spans: number): void;
}

/** The first call is charged with the post. */
function costOf({ key, bytes }: Read, parsed: Parsed | null): Bill {
  const { projectId } = key;
  if (parsed === null) return { projectId, ofMinute: Math.floor(bytes.length / REFUSED_BYTES_PER_CALL), calls: 0 };
  const calls = Math.max(parsed.cost, countOf(parsed.calls) + Math.floor(parsed.ignored / IGNORED_PER_CALL));
  const tellsLosses = parsed.report !== null && parsed.report.dropped.size > 0;
  return { projectId, ofMinute: Math.max(0, calls - 1), calls: calls === 0 && tellsLosses ? 1 : calls };
}

/**
 * Parses the body in the format of its door and charges the project's quotas for its calls, and a little for other spans; a body
 * that is refused costs of the minute what it took to read it.
 */
export function decode({ onIgnored, ...quotas }: Options) {
  const refuse = (batch: Read, error: unknown): never => {
    charge(quotas, batch.bill, costOf(batch, null));
    throw error;
  };
  const parse = (batch: Read): Parsed | Promise<Parsed> => {
    try {
      const parsed = batch.format.parse(batch);
      return parsed instanceof Promise ? parsed.catch((error: unknown) => refuse(batch, error)) : parsed;
    } catch (error) {
      return refuse(batch, error);
    }
  };
  return (batch: Read): Decoded | Promise<Decoded> =>
    after<Parsed, Decoded>(parse(batch), (parsed) => {
      charge(quotas, batch.bill, costOf(batch, parsed));
      if (parsed.ignored > 0) onIgnored(parsed.ignored);
      const { headers, receivedAtMs, key } = batch;
      const { batchId, digest, imported, calls: list, report } = parsed;
      return { headers, receivedAtMs, key, batchId, digest, imported, calls: list, report };
    });
}
