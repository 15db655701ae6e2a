import { foldRoute, isLiteral, type RouteParameters } from './parameter';

/** A route that was made of a path, with the calls that are known of it and were answered. */
export interface SeenRoute {
  route: string;
  calls: number;
  /** On which it was called. */
  days: number;
  /** A person gave it a meaning: it stays what it is. */
  pinned: boolean;
}

/** What stands at one place of the paths, one value of it. */
export interface PlaceValue {
  calls: number;
  days: number;
  pinned: boolean;
  /** What comes below it. */
  below: Set<string>;
}

/** What stands at one place of the paths: below a prefix. */
export interface Place {
  prefix: string;
  depth: number;
  literals: Map<string, PlaceValue>;
  /** Parameters that the shape of a segment told. */
  parameters: Set<string>;
}

function placeAt(places: Map<string, Place>, prefix: string, depth: number): Place {
  const known = places.get(prefix);
  const place = known ?? { prefix, depth, literals: new Map(), parameters: new Set() };
  if (!known) places.set(prefix, place);
  return place;
}

function addTo(places: Map<string, Place>, folded: string, { calls, days, pinned }: SeenRoute): void {
  const segments = folded.slice(1).split('/');
  let prefix = '';
  for (const [depth, segment] of segments.entries()) {
    const place = placeAt(places, prefix, depth);
    if (isLiteral(segment)) {
      const value = place.literals.get(segment) ?? { calls: 0, days: 0, pinned: false, below: new Set<string>() };
      value.calls += calls;
      value.days = Math.max(value.days, days);
      value.pinned ||= pinned;
      const next = segments[depth + 1];
      if (next !== undefined) value.below.add(next);
      place.literals.set(segment, value);
    } else place.parameters.add(segment);
    prefix += `/${segment}`;
  }
}

/** Every place of the routes, the folders first. */
export function placesOf(routes: readonly SeenRoute[], parameters: RouteParameters): Place[] {
  const places = new Map<string, Place>();
  for (const seen of routes) addTo(places, foldRoute(seen.route, parameters), seen);
  return [...places.values()].sort((a, b) => a.depth - b.depth || (a.prefix < b.prefix ? -1 : 1));
}
