import clsx from 'clsx';
import { PageLink } from '../control/page-link';
import { memo, type ReactNode, useId } from 'react';
import { type Column, placeClass } from './column';
import { RowCheckbox } from './row-checkbox';
import { titleIfCut } from './title-if-cut';

export type TableRowProps<Row> = {
  row: Row;
  columns: readonly Column<Row>[];
  height: number;
  rowKey: string;
  selected: boolean;
  /** Selected by its checkbox or `x`, to do something with it. */
  picked: boolean;
  /** Takes the key of the row when its checkbox is pressed; without it the row has none. */
  onPick: ((rowKey: string) => void) | undefined;
  href: ((row: Row) => string) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  /** Its place among all rows, where not all are drawn. */
  index?: number;
  /** Takes the drawn row to measure it. */
  measure?: (row: HTMLElement | null) => void;
};

/** One row. Its first cell holds the link or button that opens it; the whole row is its hit area. */
function Row<Data>(props: TableRowProps<Data>) {
  const { row, columns, height, rowKey, selected, picked, onPick, href, onOpen, index: place, measure } = props;
  const nameId = useId();
  const opens = Boolean(href || onOpen);
  return (
    <tr
      ref={measure}
      data-row-key={rowKey}
      data-index={place}
      aria-rowindex={place === undefined ? undefined : place + 2}
      style={{ height }}
      className={clsx(
        'group/row relative border-b border-line last:border-b-0 max-md:grid max-md:h-auto! max-md:grid-cols-[auto_1fr_auto_auto] max-md:gap-x-2 max-md:px-4 max-md:py-2.5',
        opens && 'focus-within:bg-selected focus-within:shadow-[inset_2px_0_0_var(--accent)] hover:bg-hover',
        onPick && 'max-md:pl-10',
        (selected || picked) && 'bg-selected shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {columns.map((column, index) => (
        <td
          key={column.id}
          {...(column.grow && { onPointerEnter: titleIfCut })}
          {...(column.filterBy?.(row) && { tabIndex: -1, 'data-filter-column': column.id })}
          className={clsx(
            'px-2 whitespace-nowrap last:pr-4 max-md:p-0!',
            onPick ? 'first:pl-9' : 'first:pl-4',
            column.filterBy && 'ring-focus-in',
            column.numeric && 'text-right',
            column.quiet && 'text-ink-3',
            column.grow &&
              'md:max-w-0 md:truncate md:group-has-focus-visible/row:wrap-anywhere md:group-has-focus-visible/row:whitespace-normal',
            placeClass(column),
          )}
        >
          {index === 0 && opens ? (
            <RowOpener id={nameId} href={href?.(row)} onOpen={onOpen && (() => onOpen(row))}>
              {column.cell(row)}
            </RowOpener>
          ) : (
            column.cell(row)
          )}
          {index === 0 && onPick ? (
            <RowCheckbox checked={picked} rowNameId={nameId} onToggle={() => onPick(rowKey)} />
          ) : null}
        </td>
      ))}
    </tr>
  );
}

export const TableRow = memo(Row) as typeof Row;

type RowOpenerProps = { id: string; href: string | undefined; onOpen: (() => void) | undefined; children: ReactNode };

const opener = 'text-left outline-none after:absolute after:inset-0';

function RowOpener({ id, href, onOpen, children }: RowOpenerProps) {
  if (href) {
    return (
      <PageLink id={id} data-row-open href={href} className={opener} {...(onOpen ? { onClick: onOpen } : {})}>
        {children}
      </PageLink>
    );
  }
  return (
    <button type="button" id={id} data-row-open onClick={onOpen} className={clsx(opener, 'block max-w-full truncate')}>
      {children}
    </button>
  );
}
