/** What the adapter reads of Express 4 and 5. Everything is optional, because none of it is ours. */
export interface Route {
  path?: unknown;
  methods?: Record<string, unknown>;
}
export interface Layer {
  route?: Route | undefined;
  handle?: { stack?: Layer[]; name?: string };
  /** The path as declared; Express ≥ 5.3 only. */
  rawPath?: unknown;
  /** True (older Express, which leaves `path` and `params` on the layer) or the match itself. */
  match?(path: string): Match | boolean;
  path?: string | undefined;
  params?: Record<string, unknown> | undefined;
  slash?: boolean;
  regexp?: { fast_slash?: boolean };
}
export interface App {
  router?: { stack?: Layer[] };
  _router?: { stack?: Layer[] };
  parent?: App;
}
export const isRoute = (value: unknown): value is Route => typeof value === 'object' && value !== null;
/** An Express app is a function. */
export const isApp = (value: unknown): value is App => typeof value === 'function';

interface Match {
  path?: string | undefined;
  params?: Record<string, unknown> | undefined;
}
interface Found {
  /** The mount points as they stand in the target, and as templates. */
  prefix: string;
  mount: string;
}

/** Where to look: a router's layers, and the apps mounted further down that lead to the route. */
interface Place {
  stack: Layer[];
  apps: App[];
}

/** Templates of mount points, learnt from the first call through each. */
const mounts = new WeakMap<Layer, string>();
const known = new WeakMap<Route, Found>();

const tidy = (path: string): string => path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
// Express 4 throws when `app.router` is read.
const stackOf = (app: App | undefined): Layer[] => (app?._router ?? app?.router)?.stack ?? [];

function match(layer: Layer, path: string): Match | undefined {
  const result = layer.match?.(path);
  return result === true ? { path: layer.path, params: layer.params } : result || undefined;
}

/** Puts the names of parameters back: what a changed segment changes is a parameter, the rest is literal. */
function learn(layer: Layer, { path = '', params = {} }: Match): string {
  const segments = path.split('/');
  return segments
    .map((segment, index) => {
      if (segment === '') return segment;
      const other = match(layer, segments.with(index, segment === '0' ? '1' : '0').join('/'))?.params;
      const names = Object.keys(params).filter((name) =>
        other === undefined ? params[name] === segment : other[name] !== params[name],
      );
      return names.length === 0 ? segment : `:${names.join('-:')}`;
    })
    .join('/');
}

function declared({ rawPath, slash, regexp }: Layer): string | undefined {
  if (slash === true || regexp?.fast_slash === true) return '';
  return typeof rawPath === 'string' ? rawPath : undefined;
}

/** The mount points that lead from a router to a route on this path. Routes are told apart by identity. */
function find({ stack, apps }: Place, path: string, route: Route): Found | undefined {
  for (const layer of stack) {
    if (layer.route === route) return { prefix: '', mount: '' };
    const isMounted = layer.handle?.name === 'mounted_app';
    const inner = isMounted ? stackOf(apps[0]) : layer.handle?.stack;
    const matched = inner && !layer.route && match(layer, path);
    if (!inner || !matched) continue;
    const part = matched.path ?? '';
    const rest = find({ stack: inner, apps: isMounted ? apps.slice(1) : apps }, path.slice(part.length) || '/', route);
    if (rest === undefined) continue;
    const own = declared(layer) ?? mounts.get(layer) ?? learn(layer, matched);
    mounts.set(layer, own);
    return { prefix: part + rest.prefix, mount: own + rest.mount };
  }
  return undefined;
}

/** Whether a path lies at or below a mount point. */
const isBelow = (path: string, prefix: string): boolean =>
  path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/' || prefix === '');

/**
 * The full template of a matched route, whatever routers and apps it is nested in; undefined when the way to it cannot be
 * seen (a router called by hand). `path` is the target as it came, without its query.
 */
export function templateOf(route: Route, path: string, app: App | undefined): string | undefined {
  let found = known.get(route);
  if (found === undefined || !isBelow(path, found.prefix)) {
    const apps = app === undefined ? [] : [app];
    for (let parent = app?.parent; parent !== undefined; parent = parent.parent) apps.unshift(parent);
    found = find({ stack: stackOf(apps[0]), apps: apps.slice(1) }, path, route);
    // A mount point with parameters has another prefix on each call, so it is not worth keeping.
    if (found !== undefined && found.prefix === found.mount) known.set(route, found);
  }
  return found && tidy(found.mount + String(route.path));
}

function list(stack: Layer[], mount: string, into: string[]): string[] {
  for (const layer of stack) {
    const { route, handle } = layer;
    const methods = Object.keys(route?.methods ?? {}).filter((method) => method !== '_all');
    for (const path of [route?.path].flat()) {
      into.push(...methods.map((method) => `${method.toUpperCase()} ${tidy(mount + String(path))}`));
    }
    const own = declared(layer) ?? mounts.get(layer);
    if (!route && handle?.stack && own !== undefined) list(handle.stack, mount + own, into);
  }
  return into;
}

/** Every declared route as `METHOD /template`, as far as the framework and the calls so far tell the mount points. */
export const routesOf = (app: App): string[] => list(stackOf(app), '', []);
