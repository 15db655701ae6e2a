import { type CallFilterColumn, type CallFilterQuery, parseCallFilter } from '../../../lib/shared';

/** One value of one column, as it stands in the URL. */
export interface FilterChip {
  column: CallFilterColumn;
  value: string;
  /** What is wrong with it; it narrows nothing then. */
  error: string | null;
}

export type ChipValues = Readonly<Record<CallFilterColumn, readonly string[]>>;

/** What is wrong with one value of a column; null when nothing is. */
export const errorOf = (column: CallFilterColumn, value: string): string | null => errorAmong(column, [value]);

const errorAmong = (column: CallFilterColumn, values: readonly string[]): string | null =>
  parseCallFilter({ [column]: values }).errors[column] ?? null;

/** The chips of a column, each with its own error: one that is wrong spoils none of the others. */
export function chipsOf(column: CallFilterColumn, values: readonly string[]): FilterChip[] {
  const right: string[] = [];
  return [...new Set(values)].map((value) => {
    const error = errorOf(column, value) ?? errorAmong(column, [...right, value]);
    if (error === null) right.push(value);
    return { column, value, error };
  });
}

/** The filters that are right. */
export function queryOf(chips: readonly FilterChip[]): CallFilterQuery {
  const query: Partial<Record<CallFilterColumn, string[]>> = {};
  for (const { column, value, error } of chips) {
    if (error === null) query[column] = [...(query[column] ?? []), value];
  }
  return query;
}

/** The values with one more, which is there once. */
export const withValue = (values: readonly string[], value: string): string[] => [
  ...values.filter((other) => other !== value),
  value,
];

/** The values that narrow to this one: it takes the place of those that calls may have, what they may not have stays. */
export const narrowedTo = (values: readonly string[], value: string): string[] =>
  withValue(value.startsWith('!') ? values : values.filter((other) => other.startsWith('!')), value);

/** The values with one changed in its place. */
export const replacedIn = (values: readonly string[], { old, value }: { old: string; value: string }): string[] => [
  ...new Set(values.map((other) => (other === old ? value : other))),
];
