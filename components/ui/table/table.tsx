'use client';

import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Column, Sort } from './column';
import { sortRows } from './sort-rows';
import { Spacer } from './spacer';
import { type FootContent, TableFoot } from './table-foot';
import { TableHead } from './table-head';
import { TableRow } from './table-row';
import { useCellKeys } from './use-cell-keys';
import { useRowKeys } from './use-row-keys';
import { useSelection } from './use-selection';
import { useVirtualRows } from './use-virtual-rows';

export type TableProps<Row> = FootContent<Row> & {
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
};

const LOOK = 'group/table w-full border-collapse max-md:block';

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
  const pointing = useCellKeys(table, { rows, columns, rowKey });
  return (
    <>
      <div
        ref={scroller}
        className="@container md:overflow-x-auto"
        style={maxHeight ? { maxHeight, overflowY: 'auto' } : undefined}
      >
        <table ref={table} {...pointing} aria-label={props.label} className={LOOK}>
          <TableHead
            columns={columns}
            sort={sort}
            onSort={setSort}
            selects={Boolean(props.bulk)}
            {...(maxHeight !== undefined && { sticky: 'top-0' })}
          />
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
                onPick={selection.toggle}
                href={props.rowHref}
                onOpen={props.onOpen}
              />
            ))}
            <Spacer height={view.after} />
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? empty : null}
      <TableFoot
        {...props}
        rows={rows.length === 0 ? 'none' : props.rowHref || props.onOpen ? 'opening' : 'still'}
        picked={picked}
        onClear={selection.clear}
      />
    </>
  );
}
