import type { Column } from './columns';
import { PROBLEM, type Problem } from './problem';

/** The checked values of one dictionary of a batch. A value that is not taken spoils only the calls that use it. */
export interface Dictionary<T> {
  readonly values: readonly (T | null)[];
  readonly problems: readonly (Problem | null)[];
}

/** Checks each value once, however many calls use it. */
export function readDictionary<T>(
  list: Column,
  check: (value: unknown) => { value: T } | { problem: Problem },
): Dictionary<T> {
  const values: (T | null)[] = [];
  const problems: (Problem | null)[] = [];
  for (const entry of list) {
    const checked = check(entry);
    values.push('value' in checked ? checked.value : null);
    problems.push('problem' in checked ? checked.problem : null);
  }
  return { values, problems };
}

/** Index of call `at`, -1 for none; -2 when it points nowhere. */
export function indexAt(column: Column | null, at: number, size: number): number {
  if (column === null) return -1;
  const index = column[at];
  return typeof index === 'number' && index >= -1 && index < size && Number.isInteger(index) ? index : -2;
}

/** Why the entry cannot be used; null when it can, or when there is none. */
export function problemAt({ problems }: Dictionary<unknown>, index: number): Problem | null {
  if (index === -1) return null;
  return index === -2 ? PROBLEM.index : (problems[index] ?? null);
}
