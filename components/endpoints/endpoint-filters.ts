import type { EndpointItem } from '../../lib/shared';
import { endpointName } from '../../lib/shared';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export const ERROR_LEVELS = ['any', '1', '5'] as const;
export type ErrorLevel = (typeof ERROR_LEVELS)[number];

/** What the list is narrowed to; null is everything. Lives in the URL. */
export interface EndpointFilters {
  /** A part of "METHOD route". */
  q: string | null;
  method: string | null;
  /** `any` error, or an error ratio above so many percent. */
  errors: ErrorLevel | null;
}

export const NO_FILTERS: EndpointFilters = { q: null, method: null, errors: null };

type Filtered = Pick<EndpointItem, 'method' | 'route' | 'errors' | 'errorRatio'>;

export function passes({ method, route, errors, errorRatio }: Filtered, filters: EndpointFilters): boolean {
  const text = filters.q?.trim().toLowerCase() ?? '';
  const names = [`${method} ${route}`, endpointName({ method, route })];
  if (!names.some((name) => name.toLowerCase().includes(text))) return false;
  if (filters.method !== null && method !== filters.method) return false;
  if (filters.errors === 'any') return errors > 0;
  return filters.errors === null || (errorRatio ?? 0) > Number(filters.errors) / 100;
}

export const filterCount = (filters: EndpointFilters): number =>
  Object.values(filters).filter((value) => value !== null).length;

const LEVEL_WORDS: Record<ErrorLevel, string> = { any: 'errors', 1: 'errors above 1 %', 5: 'errors above 5 %' };

/** "No endpoint matches “/v2” with errors above 5 %." */
export function nothingMatches({ q, method, errors }: EndpointFilters): string {
  const kind = method === null ? 'endpoint' : `${method} endpoint`;
  const matching = q === null ? '' : ` matches “${q}”`;
  if (errors === null) return `No ${kind}${matching || ' was called in this range'}.`;
  return matching ? `No ${kind}${matching} with ${LEVEL_WORDS[errors]}.` : `No ${kind} has ${LEVEL_WORDS[errors]}.`;
}
