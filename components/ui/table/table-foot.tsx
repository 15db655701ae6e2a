import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Column } from './column';
import { KeyHints } from './key-hints';
import { SelectedRows } from './selected-rows';

type Hint = readonly [key: string, does: string];

export type FootContent<Row> = {
  /** Left end of the foot, before the key hints. */
  foot?: ReactNode;
  /** Right end of the foot: "All 49 endpoints". */
  footEnd?: ReactNode;
  /** What can be done with the rows that checkboxes or `x` select; they are selected only where there is something to do. */
  bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  /** Keys named in the foot, as `[key, what it does]`; those of rows, cells and selection are added. */
  keyHints?: readonly Hint[];
};

type TableFootProps<Row> = FootContent<Row> & {
  /** The table has rows, and they open something. */
  rows: 'none' | 'still' | 'opening';
  columns: readonly Column<Row>[];
  picked: readonly Row[];
  onClear: () => void;
};

const ROW_HINTS: readonly Hint[] = [
  ['j', ''],
  ['k', 'move'],
  ['↵', 'open'],
];

function hintsOf<Row>({ rows, columns, bulk, keyHints = [] }: TableFootProps<Row>): readonly Hint[] {
  if (rows === 'none') return [];
  const selects: readonly Hint[] = bulk ? [['x', 'select']] : [];
  const filters: readonly Hint[] = columns.some(({ filterBy }) => filterBy) ? [['f', 'filter by cell']] : [];
  const leavesOut: readonly Hint[] = columns.some(({ filterOut }) => filterOut) ? [['F', 'leave out']] : [];
  return [...(rows === 'opening' ? ROW_HINTS : []), ...selects, ...filters, ...leavesOut, ...keyHints];
}

/** The foot of a table: what is selected, or its words; the keys; what leads on. Null when there is nothing to say. */
export function TableFoot<Row>(props: TableFootProps<Row>) {
  const { foot, footEnd, bulk, picked, onClear } = props;
  const hints = hintsOf(props);
  if (!foot && !footEnd && hints.length === 0) return null;
  return (
    <div
      className={clsx(
        'flex min-h-9 flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-1.5 text-12 text-ink-3',
        picked.length > 0 ? 'sticky bottom-0 z-2 bg-surface' : !foot && !footEnd && 'max-md:hidden',
      )}
    >
      <span className="flex flex-wrap items-center gap-3">
        {bulk && picked.length > 0 ? (
          <SelectedRows count={picked.length} onClear={onClear}>
            {bulk(picked, onClear)}
          </SelectedRows>
        ) : (
          foot
        )}
        <KeyHints hints={hints} />
      </span>
      {footEnd}
    </div>
  );
}
