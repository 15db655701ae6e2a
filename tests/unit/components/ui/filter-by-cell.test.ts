import { expect, test } from 'vitest';
import { filterByCell } from '../../../../components/ui/table/filter-by-cell';

interface Row {
  caller: string | null;
}
const columns = [
  { id: 'caller', head: 'Caller', cell: ({ caller }: Row) => caller },
  { id: 'size', head: 'Size', cell: () => '1 kB' },
];

test('a cell narrows the list by its value; an empty cell and other columns do not', () => {
  const applied: { caller: string }[] = [];
  const cells = { caller: ({ caller }: Row) => (caller === null ? null : { caller }) };
  const [caller, size] = filterByCell(columns, cells, (filter) => applied.push(filter));
  caller?.filterBy?.({ caller: '192.0.2.17' })?.();
  expect(applied).toEqual([{ caller: '192.0.2.17' }]);
  expect(caller?.filterBy?.({ caller: null })).toBeNull();
  expect(size?.filterBy).toBeUndefined();
});
