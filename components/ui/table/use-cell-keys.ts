'use client';

import { type PointerEvent, type RefObject, useRef } from 'react';
import { useHotkeys } from '../keys/use-hotkeys';
import type { Column } from './column';

/** A cell by whose value the list can be narrowed; the attribute holds the id of its column. */
const CELLS = '[data-filter-column]';

const cellOf = (element: Element | null | undefined): HTMLElement | null =>
  element?.closest<HTMLElement>(CELLS) ?? null;

type CellKeysInput<Row> = {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string | number;
};

/**
 * `f` narrows the list by the cell that the pointer is over or that has the focus, and `F` leaves its value out; from a row
 * they go to the first such cell of it, and the left and right arrows go from one to the next.
 */
export function useCellKeys<Row>(table: RefObject<HTMLElement | null>, { rows, columns, rowKey }: CellKeysInput<Row>) {
  const pointer = useRef<{ x: number; y: number } | null>(null);
  const inTable = (element: Element | null) => (element && table.current?.contains(element) ? element : null);
  const focused = () => inTable(document.activeElement);
  const take = (cell: HTMLElement | null, how: 'filterBy' | 'filterOut') => {
    const key = cell?.closest('tr')?.dataset.rowKey;
    const row = rows.find((candidate) => String(rowKey(candidate)) === key);
    const column = columns.find(({ id }) => id === cell?.dataset.filterColumn);
    if (row === undefined || !column?.[how]) return false;
    column[how](row)?.();
    return true;
  };
  // the link that opens a row lies over its cells
  const pointed = () => {
    if (pointer.current === null) return null;
    const under = document.elementsFromPoint(pointer.current.x, pointer.current.y);
    return cellOf(inTable(under.find((element) => element.matches(CELLS)) ?? null));
  };
  const move = (step: 1 | -1) => {
    const row = focused()?.closest('tr');
    const cells = [...(row?.querySelectorAll<HTMLElement>(CELLS) ?? [])].filter((cell) => cell.offsetParent !== null);
    if (!row || cells.length === 0) return false;
    const at = cells.findIndex((cell) => cell === cellOf(document.activeElement)) + step;
    const next = cells[Math.min(at, cells.length - 1)] ?? row.querySelector<HTMLElement>('[data-row-open]');
    next?.focus();
    return true;
  };
  useHotkeys({
    f: () => take(cellOf(focused()), 'filterBy') || take(pointed(), 'filterBy') || move(1),
    F: () => take(cellOf(focused()), 'filterOut') || take(pointed(), 'filterOut') || move(1),
    ArrowRight: () => move(1),
    ArrowLeft: () => (cellOf(focused()) ? move(-1) : false),
    Enter: () => {
      const cell = cellOf(focused());
      cell?.closest('tr')?.querySelector<HTMLElement>('[data-row-open]')?.click();
      return cell !== null;
    },
  });
  return {
    onPointerMove: ({ clientX, clientY }: PointerEvent) => (pointer.current = { x: clientX, y: clientY }),
    onPointerLeave: () => (pointer.current = null),
  };
}
