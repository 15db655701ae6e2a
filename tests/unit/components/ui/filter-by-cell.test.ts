import { expect, test } from 'vitest';
import { filterByCell, filterOutByCell } from '../../../../components/ui/table/filter-by-cell';

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

test('a value is left out by the same cells that narrow', () => {
  const left: { caller: string }[] = [];
  const cells = { caller: ({ caller }: Row) => (caller === null ? null : { caller }), size: () => null };
  const narrowing = filterByCell(columns, { caller: cells.caller }, () => undefined);
  const [caller, size] = filterOutByCell(narrowing, cells, (filter) => left.push(filter));
  caller?.filterOut?.({ caller: '192.0.2.17' })?.();
  expect(left).toEqual([{ caller: '192.0.2.17' }]);
  expect(caller?.filterOut?.({ caller: null })).toBeNull();
  expect(size?.filterOut).toBeUndefined();
});
