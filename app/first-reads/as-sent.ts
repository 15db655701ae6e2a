import { withQuery } from '../../lib/client';

/** A query as a route gets it, so that the same schema reads it: texts only, nothing that is empty. */
export function asSent(query: Parameters<typeof withQuery>[1]): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(withQuery('', query).slice(1)));
}
