import { hrefKeeping } from '../../lib/client';

/** What the list of calls is narrowed to; null is everything. Lives in the URL. */
export interface CallFilters {
  status: string | null;
  endpoint: string | null;
  consumer: string | null;
  caller: string | null;
}

/** A link to the calls that pass one filter, with range, comparison and environment kept. */
export const hrefOfFilter = ({ path, kept }: { path: string; kept: string }, filter: Partial<CallFilters>): string =>
  hrefKeeping(path, kept, filter);
