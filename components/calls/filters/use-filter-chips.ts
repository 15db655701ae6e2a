'use client';

import { parseAsNativeArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { CALL_FILTER_COLUMNS, type CallFilterColumn, type CallFilterQuery } from '../../../lib/shared';
import { type ChipValues, chipsOf, type FilterChip, narrowedTo, queryOf, replacedIn, withValue } from './chips';

export interface FilterChips {
  /** In the order of columns. */
  chips: readonly FilterChip[];
  /** What the calls are narrowed by: all that is right. */
  query: CallFilterQuery;
  add: (column: CallFilterColumn, value: string) => void;
  /** To the calls with this value, or without it. */
  narrow: (column: CallFilterColumn, value: string) => void;
  replace: (chip: FilterChip, by: { column: CallFilterColumn; value: string }) => void;
  remove: (chip: FilterChip) => void;
  clear: () => void;
}

const values = parseAsNativeArrayOf(parseAsString);

const PARSERS = {
  status: values,
  method: values,
  endpoint: values,
  route: values,
  path: values,
  durationMs: values,
  requestBytes: values,
  responseBytes: values,
  consumer: values,
  caller: values,
  userAgent: values,
  contentType: values,
  accountHash: values,
  loginOutcome: values,
  traceId: values,
  marks: values,
  errorClass: values,
} satisfies Record<CallFilterColumn, typeof values>;

/** The filters of the list of calls: they live in the URL, so that a copied link has them. */
export function useFilterChips(): FilterChips {
  const [state, set] = useQueryStates(PARSERS, { history: 'push' });
  const text = JSON.stringify(state);
  const actions = useMemo(
    () => ({
      // by what the URL has by then: two filters may come faster than the page is drawn
      add: (column: CallFilterColumn, value: string) =>
        void set((before) => ({ [column]: withValue(before[column], value) })),
      narrow: (column: CallFilterColumn, value: string) =>
        void set((before) => ({ [column]: narrowedTo(before[column], value) })),
      replace: (chip: FilterChip, { column, value }: { column: CallFilterColumn; value: string }) =>
        void set((before) =>
          column === chip.column
            ? { [column]: replacedIn(before[column], { old: chip.value, value }) }
            : { [chip.column]: without(before, chip), [column]: withValue(before[column], value) },
        ),
      remove: (chip: FilterChip) => void set((before) => ({ [chip.column]: without(before, chip) })),
      clear: () => void set(null),
    }),
    [set],
  );
  return useMemo(() => {
    const known: ChipValues = JSON.parse(text);
    const chips = CALL_FILTER_COLUMNS.flatMap((column) => chipsOf(column, known[column]));
    return { chips, query: queryOf(chips), ...actions };
  }, [text, actions]);
}

const without = (values: ChipValues, { column, value }: FilterChip): string[] =>
  values[column].filter((other) => other !== value);
