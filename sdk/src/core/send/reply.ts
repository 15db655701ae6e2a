import type { Reply } from './sender';

/** What to do with a batch after an answer. */
export type Verdict =
  | { kind: 'stored'; stored: number }
  | { kind: 'retry' }
  | { kind: 'split' }
  | { kind: 'drop'; reason: 'unauthorized' | 'refused' };

const RETRIED = new Set([404, 408, 425, 429]);

/** Numbers of a 202 that account for every call of the batch; undefined for anything else, however well formed. */
function storedOf(body: string, calls: number): number | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('accepted' in value) || !('rejected' in value))
      return undefined;
    const { accepted, rejected } = value;
    if (typeof accepted !== 'number' || !Array.isArray(rejected) || !Number.isInteger(accepted)) return undefined;
    return accepted >= 0 && accepted + rejected.length === calls ? accepted : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Decides on an answer: 202 that adds up is stored; 413 asks for smaller batches; 401 and 403 mean a wrong key; other 4xx
 * mean that this batch will never be taken. The rest (5xx, 404 and 429 of a proxy, redirects, a 200 with garbage) is no
 * decision of Callwatch and is tried again.
 */
export function judge({ status, body }: Reply, calls: number): Verdict {
  if (status === 202 || status === 200) {
    const count = storedOf(body, calls);
    return count === undefined ? { kind: 'retry' } : { kind: 'stored', stored: count };
  }
  if (status === 413) return { kind: 'split' };
  if (status === 401 || status === 403) return { kind: 'drop', reason: 'unauthorized' };
  if (status >= 400 && status < 500 && !RETRIED.has(status)) return { kind: 'drop', reason: 'refused' };
  return { kind: 'retry' };
}
