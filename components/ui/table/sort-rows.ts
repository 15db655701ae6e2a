import type { Column, Sort } from './column';

/** A sorted copy of the rows; rows without a value come last in both directions, ties keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const sortBy = columns.find((column) => column.id === sort?.columnId)?.sortBy;
  if (!sort || !sortBy) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [sortBy(a), sortBy(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * compare(x, y);
  });
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
}

/** What a click on a head does: numbers start from the largest, a second click turns round. */
export function nextSort<Row>(sort: Sort | null, column: Column<Row>): Sort {
  if (sort?.columnId !== column.id) return { columnId: column.id, descending: column.numeric ?? false };
  return { columnId: column.id, descending: !sort.descending };
}
