import clsx from 'clsx';
import { PageLink } from '../control/page-link';
import { memo, type ReactNode } from 'react';
import { CheckGlyph } from '../state/glyphs';
import { type Column, placeClass } from './column';
import { titleIfCut } from './title-if-cut';

export type TableRowProps<Row> = {
  row: Row;
  columns: readonly Column<Row>[];
  height: number;
  rowKey: string;
  selected: boolean;
  /** Selected by `x`, to do something with it. */
  picked: boolean;
  href: ((row: Row) => string) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  /** Its place among all rows, where not all are drawn. */
  index?: number;
  /** Takes the drawn row to measure it. */
  measure?: (row: HTMLElement | null) => void;
};

/** One row. Its first cell holds the link or button that opens it; the whole row is its hit area. */
function Row<Data>(props: TableRowProps<Data>) {
  const { row, columns, height, rowKey, selected, picked, href, onOpen, index: place, measure } = props;
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
        (selected || picked) && 'bg-selected shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {columns.map((column, index) => (
        <td
          key={column.id}
          {...(column.grow && { onPointerEnter: titleIfCut })}
          {...(column.filterBy?.(row) && { tabIndex: -1, 'data-filter-column': column.id })}
          className={clsx(
            'px-2 whitespace-nowrap first:pl-4 last:pr-4 max-md:p-0!',
            column.filterBy && 'ring-focus-in',
            column.numeric && 'text-right',
            column.quiet && 'text-ink-3',
            column.grow &&
              'md:max-w-0 md:truncate md:group-has-focus-visible/row:wrap-anywhere md:group-has-focus-visible/row:whitespace-normal',
            placeClass(column),
          )}
        >
          {index === 0 && opens ? (
            <RowOpener href={href?.(row)} onOpen={onOpen && (() => onOpen(row))}>
              {picked ? <Picked /> : null}
              {column.cell(row)}
            </RowOpener>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

const Picked = () => (
  <span className="mr-1.5 inline-flex align-middle text-accent">
    <CheckGlyph />
    <span className="sr-only">Selected:</span>
  </span>
);

export const TableRow = memo(Row) as typeof Row;

type RowOpenerProps = { href: string | undefined; onOpen: (() => void) | undefined; children: ReactNode };

const opener = 'text-left outline-none after:absolute after:inset-0';

function RowOpener({ href, onOpen, children }: RowOpenerProps) {
  if (href) {
    return (
      <PageLink data-row-open href={href} className={opener} {...(onOpen ? { onClick: onOpen } : {})}>
        {children}
      </PageLink>
    );
  }
  return (
    <button type="button" data-row-open onClick={onOpen} className={clsx(opener, 'block max-w-full truncate')}>
      {children}
    </button>
  );
}
