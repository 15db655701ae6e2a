import { expect, it } from 'vitest';
import type { Column } from '../../../../components/ui/table/column';
import { nextSort, sortRows } from '../../../../components/ui/table/sort-rows';

type Row = { name: string; calls: number | null };
const rows: Row[] = [
  { name: 'b', calls: 2 },
  { name: 'a', calls: null },
  { name: 'c', calls: 10 },
];
const calls: Column<Row> = { id: 'calls', head: 'Calls', numeric: true, cell: (r) => r.calls, sortBy: (r) => r.calls };
const name: Column<Row> = { id: 'name', head: 'Name', cell: (r) => r.name, sortBy: (r) => r.name };
const names = (sort: { columnId: string; descending: boolean } | null) =>
  sortRows(rows, [calls, name], sort).map((row) => row.name);

it('keeps the given order without a sort', () => expect(names(null)).toEqual(['b', 'a', 'c']));

it('puts rows without a value last in both directions', () => {
  expect(names({ columnId: 'calls', descending: true })).toEqual(['c', 'b', 'a']);
  expect(names({ columnId: 'calls', descending: false })).toEqual(['b', 'c', 'a']);
});

it('sorts words', () => expect(names({ columnId: 'name', descending: false })).toEqual(['a', 'b', 'c']));

it('starts numbers from the largest and turns round on the second click', () => {
  const first = nextSort(null, calls);
  expect(first).toEqual({ columnId: 'calls', descending: true });
  expect(nextSort(first, calls)).toEqual({ columnId: 'calls', descending: false });
  expect(nextSort(first, name)).toEqual({ columnId: 'name', descending: false });
});
