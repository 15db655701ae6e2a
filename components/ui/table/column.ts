import type { ReactNode } from 'react';

/** Place of a cell in the two-line row of a phone; a column without one is left out there. A `sentence` is a title that wraps; at the `end` stands a control, beside both lines. */
export type PhonePlace = 'title' | 'sentence' | 'detail' | 'note' | 'aside' | 'value' | 'unit' | 'end';

export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers and times of a span: right aligned, the head too. */
  numeric?: boolean;
  /** Quiet secondary text. */
  quiet?: boolean;
  /** Takes the width that is left and ends long values in "…". One per table. */
  grow?: boolean;
  /** Fixed width, any CSS length. */
  width?: string;
  /** The column goes when the window is narrower. */
  hideBelow?: 'lg' | 'xl';
  phone?: PhonePlace;
  /** Makes the head a sort button; null sorts last in both directions. */
  sortBy?: (row: Row) => number | string | null;
  /** Narrows the list to the rows with this value (key `f`); null where there is none. Not in the first column. */
  filterBy?: (row: Row) => (() => void) | null;
  /** Leaves the rows with this value out (key `F`); where the column narrows too. */
  filterOut?: (row: Row) => (() => void) | null;
}

export interface Sort {
  columnId: string;
  descending: boolean;
}

const PHONE: Record<PhonePlace, string> = {
  title: 'max-md:col-span-2 max-md:col-start-1 max-md:row-start-1 max-md:truncate',
  sentence: 'max-md:col-span-3 max-md:col-start-1 max-md:row-start-1 max-md:whitespace-normal! max-md:wrap-anywhere',
  detail: 'max-md:col-start-1 max-md:row-start-2 max-md:text-12',
  note: 'max-md:col-start-2 max-md:row-start-2 max-md:text-12 max-md:text-ink-3 max-md:truncate',
  aside: 'max-md:col-start-3 max-md:row-span-2 max-md:row-start-1 max-md:self-center',
  value: 'max-md:col-start-4 max-md:row-start-1 max-md:text-right max-md:text-14',
  end: 'max-md:col-start-4 max-md:row-span-2 max-md:row-start-1 max-md:self-center',
  unit: 'max-md:col-start-4 max-md:row-start-2 max-md:text-right max-md:text-12 max-md:text-ink-3',
};

const HIDE = { lg: 'md:max-lg:hidden', xl: 'md:max-xl:hidden' };

/** Where and whether the cells of a column show at each width. */
export function placeClass<Row>(column: Column<Row>): string {
  const phone = column.phone ? PHONE[column.phone] : 'max-md:hidden';
  return column.hideBelow ? `${phone} ${HIDE[column.hideBelow]}` : phone;
}
