/** Names of the state that every link keeps: environment, range and comparison. */
export const KEPT_NAMES = ['env', 'range', 'from', 'to', 'vs'] as const;

type Query = Readonly<Record<string, string | null | undefined>>;

/**
 * A path that keeps the state of `kept` ("?env=production&range=6h", or "") and has a query of its own, which wins. A range in
 * the query takes the place of a kept one.
 */
export function hrefKeeping(path: string, kept: string, query: Query = {}): string {
  const [place = '', hash] = path.split('#');
  const search = new URLSearchParams(kept);
  if (query['from'] && query['to']) search.delete('range');
  if (query['range']) for (const name of ['from', 'to']) search.delete(name);
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return `${place}${text ? `?${text}` : ''}${hash ? `#${hash}` : ''}`;
}

/** Takes the environment out of the kept state unless `environments` has it: for links to another project. */
export function keptFor(kept: string, environments: readonly string[]): string {
  const search = new URLSearchParams(kept);
  const environment = search.get('env');
  if (environment !== null && !environments.includes(environment)) search.delete('env');
  const text = search.toString();
  return text ? `?${text}` : '';
}
