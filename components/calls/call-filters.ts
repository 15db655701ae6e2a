/** What the list of calls is narrowed to; null is everything. Lives in the URL. */
export interface CallFilters {
  status: string | null;
  endpoint: string | null;
  consumer: string | null;
  caller: string | null;
}

/** A link to the calls that pass one filter, with range and environment kept. */
export function hrefOfFilter({ path, kept }: { path: string; kept: string }, filter: Partial<CallFilters>): string {
  const query = new URLSearchParams(kept);
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
