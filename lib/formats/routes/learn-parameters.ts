import {
  fits,
  PARAMETER_KINDS,
  routeParameters,
  type ParameterKind,
  type RouteParameter,
  type RouteParameters,
} from './parameter';
import { placesOf, type Place, type PlaceValue, type SeenRoute } from './place';

interface Threshold {
  /** Different values that were seen. */
  seen: number;
  /** Different values that there must be, by what was seen once and twice. */
  likely: number;
  /** So many are too many to be told one by one, however often each is called. */
  most: number;
}

const THRESHOLDS: Readonly<Record<Exclude<ParameterKind, 'locale'>, Threshold>> = {
  file: { seen: 20, likely: 40, most: 100 },
  slug: { seen: 16, likely: 40, most: 100 },
  name: { seen: 40, likely: 120, most: 300 },
};
/** The first segment is what people chose to call the parts of their API. */
const FIRST_SEGMENT = 3;
const LOCALES_WITH_SAME_PAGE = 3;
const LOCALES = 6;
const KEPT_SHARE = 0.1;
const KEPT_CALLS = 20;
/** A value that is called so much more than those that come and go is a part of the API. */
const ESTABLISHED_CALLS = 50;
const ESTABLISHED_TIMES = 10;
/** In the first segment one that is called day after day is, too, where most are not. */
const ESTABLISHED_DAYS = 3;
const PLACES = 500;

const NAMES: Readonly<Record<ParameterKind, readonly [own: string, ...others: string[]]>> = {
  locale: [':locale'],
  file: [':file'],
  slug: [':slug', ':id'],
  name: [':name', ':id', ':slug'],
};

type Values = [string, PlaceValue][];

const lowerQuartile = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 4)] ?? 1;

/**
 * How many different values there are, the unseen ones included: the lower bound of Chao (1984), bias-corrected,
 * seen + f1 (f1 - 1) / (2 (f2 + 1)) of f1 values called once and f2 called twice, by visits of as many calls as a quarter of
 * the values has at most. A vocabulary that is known by now has few that are still unseen.
 */
export function likelyValues(calls: readonly number[]): number {
  const visit = lowerQuartile(calls);
  const once = calls.filter((count) => count <= visit).length;
  const twice = calls.filter((count) => count > visit && count <= 2 * visit).length;
  return calls.length + (once * (once - 1)) / (2 * (twice + 1));
}

/** Languages of one site have the same pages below them. */
function areLocales(values: Values): boolean {
  if (values.length >= LOCALES) return true;
  const sites = new Map<string, number>();
  for (const [, { below }] of values) for (const page of below) sites.set(page, (sites.get(page) ?? 0) + 1);
  return [...sites.values()].some((count) => count >= LOCALES_WITH_SAME_PAGE);
}

function varies(kind: ParameterKind, values: Values, { depth }: Place): boolean {
  if (kind === 'locale') return areLocales(values);
  const { seen, likely, most } = THRESHOLDS[kind];
  const times = depth === 0 && kind === 'name' ? FIRST_SEGMENT : 1;
  if (values.length < seen * times) return false;
  if (values.length >= most * times) return true;
  return likelyValues(values.map(([, { calls }]) => calls)) >= Math.max(likely * times, 2 * values.length);
}

/** Tells the values that were there before those by which the place varies: nobody who makes up values takes them away. */
function establishedIn(kind: ParameterKind, values: Values, { depth }: Place): (value: PlaceValue) => boolean {
  if (kind === 'locale') return () => false;
  const calls = Math.max(ESTABLISHED_CALLS, ESTABLISHED_TIMES * lowerQuartile(values.map(([, value]) => value.calls)));
  const days = lowerQuartile(values.map(([, value]) => value.days)) + ESTABLISHED_DAYS - 1;
  return (value) => value.calls >= calls || (depth === 0 && value.days >= days);
}

/** What a person marked, what gets a tenth of the calls by itself and what is established stay endpoints of their own. */
function keptOf(kind: ParameterKind, values: Values, place: Place): string[] {
  const all = values.reduce((sum, [, { calls }]) => sum + calls, 0);
  const least = kind === 'locale' ? Infinity : Math.max(KEPT_CALLS, all * KEPT_SHARE);
  const isEstablished = establishedIn(kind, values, place);
  return values
    .filter(([, value]) => value.pinned || value.calls >= least || isEstablished(value))
    .map(([value]) => value)
    .sort();
}

function decide(place: Place, known: readonly RouteParameter[]): RouteParameter[] {
  if (place.literals.size < LOCALES_WITH_SAME_PAGE) return []; // nearly all places
  const taken = new Set(known.flatMap(({ kept }) => kept));
  const decided: RouteParameter[] = [];
  let left: Values = [...place.literals].filter(([value]) => !taken.has(value));
  for (const kind of PARAMETER_KINDS) {
    const values = left.filter(([value]) => fits(kind, value));
    if (known.some((parameter) => parameter.kind === kind) || !varies(kind, values, place)) continue;
    const [own, ...others] = NAMES[kind];
    const name = [own, ...others].find((other) => place.parameters.has(other)) ?? own;
    const kept = keptOf(kind, values, place);
    decided.push({ prefix: place.prefix, kind, name, kept });
    left = left.filter(([value]) => !fits(kind, value));
  }
  return decided;
}

/** What the places of the shallowest depth that has news turn out to hold: what is below them is then seen together. */
function nextDepth(places: readonly Place[], known: RouteParameters, closed: ReadonlySet<string>): RouteParameter[] {
  let depth = Infinity;
  const found: RouteParameter[] = [];
  for (const place of places) {
    if (place.depth > depth) break;
    const decided = closed.has(place.prefix) ? [] : decide(place, known.get(place.prefix) ?? []);
    if (decided.length > 0) depth = place.depth;
    found.push(...decided);
  }
  return found;
}

/**
 * The places that turn out to hold a parameter, by what was seen across all calls, beside those known before: many different
 * values, with so many seen but once that most are still to come. Never takes one back: a template that exists stays. Nothing
 * is found at prefixes that are closed. At most 500 places a project.
 */
export function learnParameters(
  routes: readonly SeenRoute[],
  known: readonly RouteParameter[],
  closed: ReadonlySet<string> = new Set(),
): RouteParameter[] {
  const learned: RouteParameter[] = [];
  while (known.length + learned.length < PLACES) {
    const parameters = routeParameters([...known, ...learned]);
    const found = nextDepth(placesOf(routes, parameters), parameters, closed);
    if (found.length === 0) break;
    learned.push(...found.slice(0, PLACES - known.length - learned.length));
  }
  return learned;
}
