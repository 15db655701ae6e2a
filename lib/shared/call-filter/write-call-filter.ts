import { CALL_FILTER_COLUMNS } from './columns';
import type { CallFilterColumn, CallFilterQuery } from './columns';
import { valuesOf } from './parse-call-filter';

const PATTERNS: ReadonlySet<CallFilterColumn> = new Set<CallFilterColumn>(['route', 'path', 'errorClass']);
const TEXTS: ReadonlySet<CallFilterColumn> = new Set<CallFilterColumn>(['consumer', 'userAgent']);

/** The filters among the parameters of a URL. */
export function callFilterOf(params: URLSearchParams): CallFilterQuery {
  const query: CallFilterQuery = {};
  for (const column of CALL_FILTER_COLUMNS) {
    const values = params.getAll(column);
    if (values.length > 0) query[column] = values;
  }
  return query;
}

/** Filters as parameters of a URL, in the order of the columns. */
export function writeCallFilter(query: CallFilterQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const column of CALL_FILTER_COLUMNS) for (const value of valuesOf(query, column)) params.append(column, value);
  return params;
}

/** The opposite of a value. */
export const negatedValue = (value: string): string => (value.startsWith('!') ? value.slice(1) : `!${value}`);

/** The value that finds what a cell shows, and nothing like it; null and nothing are `-`. */
export function exactValue(column: CallFilterColumn, value: string | number | null): string {
  if (value === null || value === '') return '-';
  const text = String(value);
  if (PATTERNS.has(column)) return text.replace(/[\\*]/g, '\\$&').replace(/^(!|-$)/, '\\$1');
  return TEXTS.has(column) ? text.replace(/^([!\\]|-$)/, '\\$1') : text;
}
