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
    const act = actOf(filters[column.id], apply);
    return act ? { ...column, filterBy: act } : column;
  });

/** Columns in which the key `F` leaves out the rows with the value of the cell; for those in which `f` narrows. */
export const filterOutByCell = <Row, Filter>(
  columns: readonly Column<Row>[],
  filters: CellFilters<Row, Filter>,
  apply: (filter: Filter) => void,
): readonly Column<Row>[] =>
  columns.map((column) => {
    const act = actOf(filters[column.id], apply);
    return act && column.filterBy ? { ...column, filterOut: act } : column;
  });

function actOf<Row, Filter>(filterOf: ((row: Row) => Filter | null) | undefined, apply: (filter: Filter) => void) {
  if (!filterOf) return null;
  return (row: Row) => {
    const filter = filterOf(row);
    return filter && (() => apply(filter));
  };
}
