'use client';

import clsx from 'clsx';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Column, Sort } from './column';
import { KeyHints } from './key-hints';
import { SelectedRows } from './selected-rows';
import { sortRows } from './sort-rows';
import { TableHead } from './table-head';
import { TableRow } from './table-row';
import { useCellKeys } from './use-cell-keys';
import { useRowKeys } from './use-row-keys';
import { useSelection } from './use-selection';
import { useVirtualRows } from './use-virtual-rows';

export type TableProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Page that the row opens; or `onOpen` for something on the same page. */
  rowHref?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** The row that is open beside the table. */
  selectedKey?: string | number | null;
  /** 28 px rows, for side panels and calls. */
  compact?: boolean;
  /** `j` and `k` move in this table even while the focus is elsewhere. One table a page. */
  primary?: boolean;
  /** Own scroll area of this height; only the rows in view are drawn. For hundreds of rows. */
  maxHeight?: number;
  initialSort?: Sort;
  /** Stands under the head in place of rows. */
  empty?: ReactNode;
  /** Left end of the foot, before the key hints. */
  foot?: ReactNode;
  /** Right end of the foot: "All 49 endpoints". */
  footEnd?: ReactNode;
  /** What can be done with the rows that `x` selects; they are selected only where there is something to do. */
  bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  /** Keys named in the foot, as `[key, what it does]`; those of rows, cells and selection are added. */
  keyHints?: readonly (readonly [key: string, does: string])[];
};

/** The one table of the project: head 11 px, numbers right, rows of 30 or 28 px, two-line rows on phones. */
export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, rowKey, selectedKey, compact = false, maxHeight, empty } = props;
  const table = useRef<HTMLTableElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState(props.initialSort ?? null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const height = compact ? 28 : 30;
  const view = useVirtualRows({ count: sorted.length, height, scroller, enabled: maxHeight !== undefined });
  useRowKeys(table, props.primary ?? false);
  const selection = useSelection(table, props.bulk !== undefined);
  const picked = rows.filter((row) => selection.keys.has(String(rowKey(row))));
  const pointing = useCellKeys(table, (key, columnId) => {
    const row = rows.find((candidate) => String(rowKey(candidate)) === key);
    if (row !== undefined) columns.find(({ id }) => id === columnId)?.filterBy?.(row)?.();
  });
  return (
    <>
      <div
        ref={scroller}
        className="md:overflow-x-auto"
        style={maxHeight ? { maxHeight, overflowY: 'auto' } : undefined}
      >
        <table ref={table} {...pointing} aria-label={props.label} className="w-full border-collapse max-md:block">
          <TableHead columns={columns} sort={sort} onSort={setSort} sticky={maxHeight !== undefined} />
          <tbody className="max-md:block">
            <Spacer height={view.before} />
            {sorted.slice(view.start, view.end).map((row) => (
              <TableRow
                key={rowKey(row)}
                row={row}
                columns={columns}
                height={height}
                rowKey={String(rowKey(row))}
                selected={selectedKey === rowKey(row)}
                picked={selection.keys.has(String(rowKey(row)))}
                href={props.rowHref}
                onOpen={props.onOpen}
              />
            ))}
            <Spacer height={view.after} />
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? empty : null}
      <TableFoot {...props} picked={picked} onClear={selection.clear} />
    </>
  );
}

function Spacer({ height }: { height: number }) {
  return height === 0 ? null : <tr aria-hidden="true" style={{ height }} />;
}

const ROW_HINTS = [
  ['j', ''],
  ['k', 'move'],
  ['↵', 'open'],
] as const;

type FootProps<Row> = TableProps<Row> & { picked: readonly Row[]; onClear: () => void };

function hintsOf<Row>({ rows, columns, rowHref, onOpen, bulk, keyHints = [] }: TableProps<Row>) {
  if (rows.length === 0) return [];
  const selects: readonly (readonly [string, string])[] = bulk ? [['x', 'select']] : [];
  const filters: readonly (readonly [string, string])[] = columns.some(({ filterBy }) => filterBy)
    ? [['f', 'filter by cell']]
    : [];
  return [...(rowHref || onOpen ? ROW_HINTS : []), ...selects, ...filters, ...keyHints];
}

function TableFoot<Row>({ picked, onClear, ...props }: FootProps<Row>) {
  const { foot, footEnd, bulk } = props;
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
