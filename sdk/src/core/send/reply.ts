import type { Reply } from './sender';

/** The properties of a parsed JSON object; none when the text is anything else. */
export function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** How many calls are stored, or what else to do with the batch. */
export type Verdict = number | 'retry' | 'too_large' | 'unauthorized' | 'refused';

/**
 * Decides on an answer: 202 that adds up is stored; 413 asks for smaller batches; 401 and 403 mean a wrong key; other 4xx
 * mean that this batch will never be taken. The rest (5xx, 404 and 429 of a proxy, redirects, a 200 with garbage) is no
 * decision of Callwatch and is tried again.
 */
export function judge({ status, body }: Reply, calls: number): Verdict {
  if (status === 413) return 'too_large';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status > 399 && status < 500 && ![404, 408, 425, 429].includes(status)) return 'refused';
  const { accepted, rejected } = parseObject(body);
  const stored = Array.isArray(rejected) ? calls - rejected.length : -1;
  return status < 300 && stored >= 0 && stored === accepted ? stored : 'retry';
}
