'use client';

import { Fragment, useEffect, useEffectEvent, useRef } from 'react';
import { useLast } from '../hooks/use-last';
import type { Column } from './column';
import { Spacer } from './spacer';
import { type FootContent, TableFoot } from './table-foot';
import { TableHead } from './table-head';
import { TableRow } from './table-row';
import { useCellKeys } from './use-cell-keys';
import { useKeptFocus } from './use-kept-focus';
import { useLongRows } from './use-long-rows';
import { useRowKeys } from './use-row-keys';
import { useSelection } from './use-selection';

type LongTableProps<Row> = FootContent<Row> & {
  label: string;
  /** All but the one that grows have a width: rows that come into view move no column. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  onOpen: (row: Row) => void;
  /** The row that is open beside the table. */
  selectedKey: string | null;
  /** The end of the rows comes into view: more can be loaded. */
  onNearEnd: () => void;
  /** Where the head stays when the page is scrolled, a class such as `top-12`. */
  headTop: string;
};

const ROW_PX = 28;
const NEAR_END_ROWS = 40;

/** A table of thousands of rows of 28 px that scrolls with the page; only those near the window are drawn. */
export function LongTable<Row>(props: LongTableProps<Row>) {
  const { columns, rows, rowKey, selectedKey } = props;
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const keyAt = (index: number) => {
    const row = rows[index];
    return row === undefined ? String(index) : rowKey(row);
  };
  const pinned = useOpenedLast(selectedKey, (key) => rows.findIndex((row) => rowKey(row) === key));
  const view = useLongRows({ count: rows.length, height: ROW_PX, keyAt, body, pinned });
  useRowKeys(table, true);
  useKeptFocus(body);
  const selection = useSelection(table, props.bulk !== undefined);
  const picked = selection.keys.size === 0 ? [] : rows.filter((row) => selection.keys.has(rowKey(row)));
  const pointing = useCellKeys(table, { rows, columns, rowKey });
  const items = view.getVirtualItems();
  const top = view.options.scrollMargin;
  useNearEnd((items.at(-1)?.index ?? 0) >= rows.length - NEAR_END_ROWS, rows.length, props.onNearEnd);
  return (
    <>
      <table
        ref={table}
        {...pointing}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        className="group/table w-full table-fixed border-collapse max-md:block md:[&_td]:overflow-hidden md:[&_td]:text-ellipsis [&_[data-row-open]]:scroll-my-32"
      >
        <TableHead columns={columns} sort={null} onSort={noSort} selects={Boolean(props.bulk)} sticky={props.headTop} />
        <tbody ref={body} className="max-md:block">
          {items.map(({ index, key, start }, at) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Fragment key={String(key)}>
                <Spacer height={start - (items[at - 1]?.end ?? top)} />
                <TableRow
                  row={row}
                  columns={columns}
                  height={ROW_PX}
                  rowKey={rowKey(row)}
                  selected={selectedKey === rowKey(row)}
                  picked={selection.keys.has(rowKey(row))}
                  onPick={selection.toggle}
                  href={undefined}
                  onOpen={props.onOpen}
                  index={index}
                  measure={view.measureElement}
                />
              </Fragment>
            );
          })}
          <Spacer height={view.getTotalSize() - ((items.at(-1)?.end ?? top) - top)} />
        </tbody>
      </table>
      <TableFoot {...props} rows={rows.length === 0 ? 'none' : 'opening'} picked={picked} onClear={selection.clear} />
    </>
  );
}

const noSort = () => undefined;

/** Index of the row that is open, or was last: the focus returns there. */
function useOpenedLast(selectedKey: string | null, indexOf: (key: string) => number): number | null {
  const last = useLast(selectedKey);
  const index = last === null ? -1 : indexOf(last);
  return index < 0 ? null : index;
}

/** Says once for each number of rows that their end is near. */
function useNearEnd(near: boolean, count: number, act: () => void): void {
  const say = useEffectEvent(act);
  useEffect(() => {
    if (near && count > 0) say();
  }, [near, count]);
}
