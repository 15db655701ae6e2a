import clsx from 'clsx';
import type { ReactNode } from 'react';

/** Place of a cell in the two-line row of a phone; a column without one is left out there. A `sentence` is a title that wraps; at the `end` stands a control, beside both lines; `below` is a third line. */
export type PhonePlace = 'title' | 'sentence' | 'detail' | 'note' | 'aside' | 'value' | 'unit' | 'end' | 'below';

export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers and times of a span: right aligned, the head too. */
  numeric?: boolean;
  /** Quiet secondary text. */
  quiet?: boolean;
  /** Takes the width that is left and ends long values in "…", whole on focus and hover. One per table. */
  grow?: boolean;
  /** Fixed width, any CSS length. */
  width?: string;
  /** The column goes when the window is narrower. */
  hideBelow?: 'lg' | 'xl';
  /** The column goes when the table itself is narrower, px, so that the one that grows gives way last. */
  hideUnder?: keyof typeof UNDER;
  phone?: PhonePlace;
  /** Only phones show it: what wider tables say in columns that have no place there. */
  phoneOnly?: boolean;
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
  below: 'max-md:col-span-full max-md:row-start-3 max-md:text-12 max-md:text-ink-3 max-md:whitespace-normal!',
  unit: 'max-md:col-start-4 max-md:row-start-2 max-md:text-right max-md:text-12 max-md:text-ink-3',
};

const UNDER = {
  480: 'md:@max-[480px]:hidden',
  640: 'md:@max-[640px]:hidden',
  720: 'md:@max-[720px]:hidden',
  960: 'md:@max-[960px]:hidden',
  1120: 'md:@max-[1120px]:hidden',
  1280: 'md:@max-[1280px]:hidden',
};
const HIDE = { lg: 'md:max-lg:hidden', xl: 'md:max-xl:hidden' };

/** Where and whether the cells of a column show at each width. */
export function placeClass<Row>(column: Column<Row>): string {
  const { phone, phoneOnly, hideBelow, hideUnder } = column;
  return clsx(
    phone ? PHONE[phone] : 'max-md:hidden',
    phoneOnly && 'md:hidden',
    hideBelow && HIDE[hideBelow],
    hideUnder && UNDER[hideUnder],
  );
}
