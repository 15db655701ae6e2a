const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * The path of what was asked for, which may be a whole URL, `*` or, of CONNECT, an authority; null when it has none. The
 * same targets have the same paths in access logs. The query stays for others to drop.
 */
export function pathOf(target: unknown, method: unknown): string | null {
  if (typeof target === 'string' && target.startsWith('/')) return target;
  if (target === '*') return '/*';
  if (target === '' || method === 'CONNECT') return '/';
  if (typeof target !== 'string') return null;
  const origin = ABSOLUTE.exec(target)?.[0];
  if (origin === undefined) return null;
  const path = target.slice(origin.length);
  return path.startsWith('/') ? path : `/${path}`;
}

const METHOD = /^[A-Z]+ (?=\/)/;

/** Some frameworks write templates with the method, or without the slash at their beginning; null where there is none. */
export function routeOf(route: unknown): string | null {
  if (typeof route !== 'string' || route === '') return null;
  const template = route.replace(METHOD, '');
  return template.startsWith('/') ? template : `/${template}`;
}
