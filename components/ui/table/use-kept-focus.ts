'use client';

import type { RefObject } from 'react';
import { useGoneFocus } from '../hooks/use-gone-focus';

/** What of a table has the focus: where it is looked for once that has gone. */
interface Place {
  index: number;
  column: string | undefined;
}

/** A row that goes with the focus on it, as one that was just left out, hands it to the row that takes its place. */
export function useKeptFocus(body: RefObject<HTMLElement | null>): void {
  useGoneFocus(body, placeOf, (place) => elementAt(body.current, place)?.focus());
}

function placeOf(element: HTMLElement): Place | null {
  const index = element.closest('tr')?.dataset['index'];
  return index === undefined ? null : { index: Number(index), column: element.dataset['filterColumn'] };
}

function elementAt(body: HTMLElement | null, { index, column }: Place): HTMLElement | null {
  const rows = [...(body?.querySelectorAll<HTMLElement>('tr[data-index]') ?? [])];
  const row = rows.find(({ dataset }) => Number(dataset['index']) >= index) ?? rows.at(-1);
  const cell = column === undefined ? null : row?.querySelector<HTMLElement>(`[data-filter-column="${column}"]`);
  return cell ?? row?.querySelector<HTMLElement>('[data-row-open]') ?? null;
}
