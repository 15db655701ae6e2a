'use client';

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useFocusMoves } from '../hooks/use-focus-moves';

type LongRowsInput = {
  count: number;
  /** Height of a row before it is measured, px: rows of a phone are taller. */
  height: number;
  keyAt: (index: number) => string;
  body: RefObject<HTMLElement | null>;
  /** Index of a row that stays drawn wherever it is, so that the focus can go there. */
  pinned: number | null;
};

/** Rows beyond each edge of the window that are drawn too: as far as one key press goes at most. */
const OVERSCAN = 15;

/** Which rows of a list that scrolls with the page to draw. The one with the focus stays drawn wherever it is. */
export function useLongRows({ count, height, keyAt, body, pinned }: LongRowsInput) {
  const top = useTopOf(body);
  const focused = useFocusedRow(body);
  // oxlint-disable-next-line react/incompatible-library -- the table that calls this draws its rows anew itself
  return useWindowVirtualizer({
    count,
    estimateSize: () => height,
    getItemKey: keyAt,
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor: (range) => withRows(range, [focused.current, pinned]),
  });
}

function withRows(range: Range, more: readonly (number | null)[]): number[] {
  const drawn = new Set(defaultRangeExtractor(range));
  for (const index of more) if (index !== null && index < range.count) drawn.add(index);
  return [...drawn].toSorted((a, b) => a - b);
}

/** How far below the top of the page an element begins; what stands above it may grow. */
function useTopOf(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const read = () => setTop(Math.round((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    read();
    const sizes = new ResizeObserver(read);
    sizes.observe(document.body);
    return () => sizes.disconnect();
  }, [element]);
  return top;
}

/** Index of the row with the focus; null when none has it. */
function useFocusedRow(body: RefObject<HTMLElement | null>): RefObject<number | null> {
  const focused = useRef<number | null>(null);
  useFocusMoves(
    body,
    (target) => {
      const index = target instanceof Element ? target.closest('tr')?.dataset['index'] : undefined;
      focused.current = index === undefined ? null : Number(index);
    },
    () => (focused.current = null),
  );
  return focused;
}
