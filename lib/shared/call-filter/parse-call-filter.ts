import { CALL_FILTER_COLUMNS } from './columns';
import type { CallFilterColumn, CallFilterQuery, CallFilterTerms, CallTests, Terms } from './columns';
import { MAY_BE_ABSENT, READERS, type Read } from './read-value';

const MOST_VALUES = 20;
const MOST_CHARACTERS = 1_000;
const NOT = '!';
const NOTHING = '-';

export interface ParsedCallFilter {
  filter: CallFilterTerms;
  /** What is wrong, by column; such a column is not in `filter`. */
  errors: Partial<Record<CallFilterColumn, string>>;
}

/** The values of a column in the order of the URL. */
export function valuesOf(query: CallFilterQuery, column: CallFilterColumn): readonly string[] {
  const values = query[column];
  if (values === undefined) return [];
  return typeof values === 'string' ? [values] : values;
}

function readValue<C extends CallFilterColumn>(column: C, text: string): Read<CallTests[C] | null> {
  if (text === '') return { fault: 'must not be empty' };
  if (text.length > MOST_CHARACTERS) return { fault: `must have ${MOST_CHARACTERS} characters at most` };
  if (text !== NOTHING) return READERS[column](text);
  return MAY_BE_ABSENT.has(column) ? { value: null } : { fault: 'is something that every call has: "-" finds none' };
}

function readColumn<C extends CallFilterColumn>(column: C, values: readonly string[]): Read<Terms<CallTests[C]>> {
  if (values.length > MOST_VALUES) return { fault: `takes ${MOST_VALUES} values at most` };
  const terms: Terms<CallTests[C]> = { any: [], none: [] };
  for (const text of values) {
    const negated = text.startsWith(NOT);
    const read = readValue(column, negated ? text.slice(NOT.length) : text);
    if ('fault' in read) return read;
    (negated ? terms.none : terms.any).push(read.value);
  }
  return { value: terms };
}

function addColumn<C extends CallFilterColumn>(column: C, query: CallFilterQuery, parsed: ParsedCallFilter): void {
  const values = valuesOf(query, column);
  if (values.length === 0) return;
  const read = readColumn(column, values);
  if ('fault' in read) parsed.errors[column] = read.fault;
  else Object.assign(parsed.filter, { [column]: read.value });
}

/**
 * Reads filters as URLs say them. `!` before a value means not, `-` alone that a call has nothing there; several values of a
 * column mean one of them and none of the negated, several columns all of them.
 */
export function parseCallFilter(query: CallFilterQuery): ParsedCallFilter {
  const parsed: ParsedCallFilter = { filter: {}, errors: {} };
  for (const column of CALL_FILTER_COLUMNS) addColumn(column, query, parsed);
  return parsed;
}
