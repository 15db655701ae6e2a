const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The path of what was asked for, which may be a whole URL; null when it has none. The query stays for others to drop. */
export function pathOf(target: unknown): string | null {
  if (typeof target !== 'string') return null;
  if (target.startsWith('/')) return target;
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
