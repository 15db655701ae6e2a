/** What the adapter reads of Express 4 and 5. Everything is optional, because none of it is ours. */
export interface Route {
  path?: unknown;
  methods?: Record<string, unknown>;
}
export interface Layer {
  route?: Route | undefined;
  handle?: object & { stack?: Layer[]; name?: string };
  /** The path as declared; Express ≥ 5.3 only. */
  rawPath?: unknown;
  /** True (older Express, which leaves `path` and `params` on the layer) or the match itself. */
  match?(path: string): Match | boolean;
  path?: string | undefined;
  params?: Record<string, unknown> | undefined;
  slash?: boolean;
  regexp?: object & { fast_slash?: boolean };
}
export interface App {
  router?: { stack?: Layer[] };
  _router?: { stack?: Layer[] };
  parent?: App | undefined;
}
interface Match {
  path?: string | undefined;
  params?: Record<string, unknown> | undefined;
}
/** The mount points that lead to a route as they stand in the target, and as templates. */
type Found = readonly [prefix: string, mount: string];

/** Templates of mount points, learnt from the first call through each. */
const mounts = new WeakMap<Layer, string>();
/** Where a route stood on its latest call, with its full template. */
const known = new WeakMap<Route, readonly [prefix: string, template: string]>();

/** The template of a route below a mount point. */
export const joined = (mount: string, { path }: Route): string =>
  (mount + String(path)).replace(/\/+(?=\/|$)/g, '') || '/';
// Express 4 throws when `app.router` is read.
const stackOf = (app: App | undefined): Layer[] => (app?._router ?? app?.router)?.stack ?? [];

function match(layer: Layer, path: string): Match | false | undefined {
  const result = layer.match?.(path);
  return result === true ? layer : result;
}

/** Puts the names of parameters back: what a changed segment changes is a parameter, the rest is literal. */
const learn = (layer: Layer, path: string, params: Record<string, unknown>): string =>
  path
    .split('/')
    .map((segment, index, segments) => {
      const other = segment && match(layer, segments.with(index, segment === '0' ? '1' : '0').join('/'));
      const names = Object.keys(params).filter((name) =>
        other ? other.params?.[name] !== params[name] : params[name] === segment,
      );
      return segment && names[0] ? `:${names.join('-:')}` : segment;
    })
    .join('/');

/** The template of a mount point, as far as it is declared or learnt. */
const mountOf = (layer: Layer): string | undefined =>
  layer.slash || layer.regexp?.fast_slash ? '' : typeof layer.rawPath === 'string' ? layer.rawPath : mounts.get(layer);

/** Finds a route below a router, told by identity; `apps` are those mounted further down that lead to it. */
function find([stack, ...apps]: Layer[][], path: string, route: Route): Found | undefined {
  for (const layer of stack ?? []) {
    const { handle } = layer;
    if (layer.route === route) return ['', ''];
    const below = handle?.name === 'mounted_app' ? apps : handle?.stack && [handle.stack, ...apps];
    const matched = !layer.route && below && match(layer, path);
    if (!matched) continue;
    const { path: part = '', params = {} } = matched;
    const rest = find(below, path.slice(part.length) || '/', route);
    if (!rest) continue;
    const own = mountOf(layer) ?? learn(layer, part, params);
    mounts.set(layer, own);
    return [part + rest[0], own + rest[1]];
  }
  return undefined;
}

/**
 * The full template of a matched route, whatever routers and apps it is nested in; undefined when the way to it cannot be
 * seen (a router called by hand). `path` is the target as it came, without its query.
 */
export function templateOf(route: Route, path: string, app: App | undefined): string | undefined {
  let place = known.get(route);
  if (!place || !path.startsWith(place[0]) || (path[place[0].length] ?? '/') !== '/') {
    const stacks: Layer[][] = [];
    for (; app; app = app.parent) stacks.unshift(stackOf(app));
    const found = find(stacks, path, route);
    place = found && [found[0], joined(found[1], route)];
    if (place) known.set(route, place);
  }
  return place?.[1];
}

function list(stack: Layer[], mount: string): string[] {
  return stack.flatMap((layer) => {
    const { route, handle } = layer;
    const own = mountOf(layer);
    if (!route) return handle?.stack && own !== undefined ? list(handle.stack, mount + own) : [];
    const methods = Object.keys(route.methods ?? {}).filter((method) => method !== '_all');
    return methods.map((method) => `${method.toUpperCase()} ${joined(mount, route)}`);
  });
}

/** Every declared route as `METHOD /template`, as far as the framework and the calls so far tell the mount points. */
export const routesOf = (app: App): string[] => list(stackOf(app), '');
