import type { Column } from './column';

/** By the id of a column: what narrows a list to the rows with the value of a cell; null where there is no value. */
export type CellFilters<Row, Filter> = Readonly<Record<string, (row: Row) => Filter | null>>;

/** Columns in which the key `f` narrows the list by the cell. */
export const filterByCell = <Row, Filter>(
  columns: readonly Column<Row>[],
  filters: CellFilters<Row, Filter>,
  apply: (filter: Filter) => void,
): readonly Column<Row>[] =>
  columns.map((column) => {
    const filterOf = filters[column.id];
    if (!filterOf) return column;
    return {
      ...column,
      filterBy: (row) => {
        const filter = filterOf(row);
        return filter && (() => apply(filter));
      },
    };
  });
