'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import { nothingHasFocus } from '../hooks/nothing-has-focus';
import { useFocusMoves } from '../hooks/use-focus-moves';

/** What of a table has the focus, and where it would be looked for once that has gone. */
interface Held {
  element: HTMLElement;
  index: number;
  column: string | undefined;
}

/** A row that goes with the focus on it, as one that was just left out, hands it to the row that takes its place. */
export function useKeptFocus(body: RefObject<HTMLElement | null>): void {
  const held = useRef<Held | null>(null);
  useFocusMoves(
    body,
    (target) => (held.current = heldBy(target)),
    // a row that is taken away tells so before it has gone
    (target) =>
      queueMicrotask(() => {
        if (held.current?.element === target && held.current.element.isConnected) held.current = null;
      }),
  );
  useLayoutEffect(() => {
    if (held.current !== null && !held.current.element.isConnected && nothingHasFocus()) {
      placeOf(body.current, held.current)?.focus();
    }
  });
}

function heldBy(target: EventTarget | null): Held | null {
  if (!(target instanceof HTMLElement)) return null;
  const index = target.closest('tr')?.dataset['index'];
  return index === undefined ? null : { element: target, index: Number(index), column: target.dataset['filterColumn'] };
}

function placeOf(body: HTMLElement | null, { index, column }: Held): HTMLElement | null {
  const rows = [...(body?.querySelectorAll<HTMLElement>('tr[data-index]') ?? [])];
  const row = rows.find(({ dataset }) => Number(dataset['index']) >= index) ?? rows.at(-1);
  const cell = column === undefined ? null : row?.querySelector<HTMLElement>(`[data-filter-column="${column}"]`);
  return cell ?? row?.querySelector<HTMLElement>('[data-row-open]') ?? null;
}
