/** What a view keeps, as the query of its page: the filters, then range, comparison and environment. */
export function queryOfView(filters: URLSearchParams, kept: string): string {
  const query = new URLSearchParams(filters);
  for (const [name, value] of new URLSearchParams(kept)) query.append(name, value);
  return query.toString();
}
