import type { PointerEvent } from 'react';

/** Has the pointer show the whole text of a cell that ends in "…". */
export function titleIfCut({ currentTarget: cell }: PointerEvent<HTMLElement>): void {
  cell.title = cell.scrollWidth > cell.clientWidth ? cell.innerText : '';
}
