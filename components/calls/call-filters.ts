import { hrefKeeping } from '../../lib/client';
import type { CallFilterColumn } from '../../lib/shared';

/** What a list of calls is narrowed to by one value a column; null is everything. */
export type CallFilters = Record<CallFilterColumn, string | null>;

/** A link to the calls that pass one filter, with range, comparison and environment kept. */
export const hrefOfFilter = ({ path, kept }: { path: string; kept: string }, filter: Partial<CallFilters>): string =>
  hrefKeeping(path, kept, filter);
