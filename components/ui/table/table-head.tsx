import clsx from 'clsx';
import { ArrowGlyph } from '../state/glyphs';
import { type Column, type Sort, placeClass } from './column';
import { nextSort } from './sort-rows';

type TableHeadProps<Row> = {
  columns: readonly Column<Row>[];
  sort: Sort | null;
  onSort: (sort: Sort) => void;
  /** Rows have checkboxes, which take room before the first column. */
  selects?: boolean;
  /** Where the head stays when its surroundings are scrolled, a class such as `top-0`. */
  sticky?: string;
};

/** The 11 px head. Columns that sort are buttons and say their direction. */
export function TableHead<Row>({ columns, sort, onSort, selects = false, sticky }: TableHeadProps<Row>) {
  return (
    <thead className={clsx('max-md:sr-only', sticky && ['sticky z-2 bg-surface', sticky])}>
      <tr>
        {columns.map((column, index) => {
          const active = sort?.columnId === column.id ? sort : null;
          const order = active?.descending ? 'descending' : 'ascending';
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={active ? order : undefined}
              style={{ width: selects && index === 0 ? withRoom(column.width) : column.width }}
              className={clsx(
                'h-8 border-b border-line px-2 text-11 font-normal whitespace-nowrap text-ink-3 last:pr-4',
                selects ? 'first:pl-9' : 'first:pl-4',
                column.numeric ? 'text-right' : 'text-left',
                column.grow && 'w-full',
                placeClass(column),
              )}
            >
              {column.sortBy ? (
                <button
                  type="button"
                  onClick={() => onSort(nextSort(sort, column))}
                  className={clsx(
                    'ring-focus inline-flex items-center gap-1 rounded-1 hover:text-ink',
                    active && 'text-ink',
                  )}
                >
                  {column.head}
                  {active ? <ArrowGlyph down={active.descending} /> : null}
                </button>
              ) : (
                column.head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** A width with the room of the checkboxes added. */
const withRoom = (width: string | undefined): string | undefined => width && `calc(${width} + 20px)`;
