/** What may be seen to vary in paths; the rarer its shape among names that an API chose, the fewer values tell it. */
export const PARAMETER_KINDS = ['locale', 'file', 'slug', 'name'] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

const isParameterKind = (text: string): text is ParameterKind => PARAMETER_KINDS.some((kind) => kind === text);

/** A place in paths that holds a parameter. */
export interface RouteParameter {
  /** Template of the folders before it; empty for the first segment. */
  prefix: string;
  kind: ParameterKind;
  /** What stands there, such as `:name`. */
  name: string;
  /** Values that stay what they are. */
  kept: readonly string[];
}

interface StoredParameter extends Omit<RouteParameter, 'kind'> {
  kind: string;
  givenUpAt: Date | null;
}

/** Parameters as they are stored; those that were given up, and what an older version does not know, are left out. */
export const parametersInForce = (rows: readonly StoredParameter[]): RouteParameter[] =>
  rows.flatMap(({ prefix, kind, name, kept, givenUpAt }) =>
    isParameterKind(kind) && givenUpAt === null ? [{ prefix, kind, name, kept }] : [],
  );

/** Parameters by prefix, in the order in which they are tried. */
export type RouteParameters = ReadonlyMap<string, readonly RouteParameter[]>;

// ISO 639-1, which holds no word that people call folders, but for a few that `kept` and the threshold must tell apart
const LANGUAGES =
  'aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu';
const LOCALE = new RegExp(`^(?:${LANGUAGES.replaceAll(' ', '|')})(?:[-_](?:[a-z]{2}|[a-z]{4}|\\d{3}))?$`, 'i');
const FILE = /^.+\.[a-z][a-z0-9]{0,5}$/i;
const PROGRAM = /\.(?:aspx?|cfm|cgi|do|jsp|php\d?)$/i;
const SLUG = /^[\p{L}\d]+(?:[-_][\p{L}\d]+)+$/u;

const FITS: Readonly<Record<ParameterKind, (segment: string) => boolean>> = {
  locale: (segment) => LOCALE.test(segment),
  file: (segment) => FILE.test(segment) && !PROGRAM.test(segment),
  slug: (segment) => SLUG.test(segment),
  name: () => true,
};

/** Pages beside the entries of a list, which no list of values folds. */
const ACTIONS =
  /^(?:add|all|bulk|count|create|edit|export|feed|health|healthz|import|index|latest|list|login|logout|me|metrics|new|popular|ready|readyz|recent|rss|search|self|status|top|trending|v\d{1,3})$/i;

/** Is it a name as it came: no parameter and no rest? */
export const isLiteral = (segment: string): boolean =>
  segment !== '' && !segment.startsWith(':') && !segment.includes('*');

/** May the segment be a value of a parameter of this kind? */
export const fits = (kind: ParameterKind, segment: string): boolean =>
  isLiteral(segment) && !segment.includes('(') && !ACTIONS.test(segment) && FITS[kind](segment);

/** Parameters by prefix. */
export function routeParameters(list: readonly RouteParameter[]): RouteParameters {
  const byPrefix = new Map<string, RouteParameter[]>();
  for (const parameter of list) byPrefix.set(parameter.prefix, [...(byPrefix.get(parameter.prefix) ?? []), parameter]);
  const order = ({ kind }: RouteParameter): number => PARAMETER_KINDS.indexOf(kind);
  for (const parameters of byPrefix.values()) parameters.sort((a, b) => order(a) - order(b));
  return byPrefix;
}

/** The route with the known parameters in the places of their values; the same text when none is in it. */
export function foldRoute(route: string, parameters: RouteParameters): string {
  if (parameters.size === 0) return route;
  let folded = '';
  for (const segment of route.slice(1).split('/')) {
    const here = parameters.get(folded) ?? [];
    const isKept = here.some(({ kept }) => kept.includes(segment));
    const found = isKept ? undefined : here.find(({ kind }) => fits(kind, segment));
    folded += `/${found ? found.name : segment}`;
  }
  return folded;
}
