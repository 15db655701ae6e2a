'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type Plot, stepIndexAt } from '../scale/plot';
import type { SyncStore } from './sync';
import type { TimeRange } from '../scale/time-range';
import type { ChartBase } from '../types';

type PointingInput = Pick<ChartBase, 'times' | 'stepMs' | 'range' | 'onBrush' | 'onOpenStep' | 'stepFilter'> & {
  plot: Plot;
  store: SyncStore;
};

/** How far a key moves the crosshair; not beyond the ends. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Pointer and key handlers of a plot: crosshair, brush, opening a step. Positions are relative to the handler's element. */
export function usePointing(input: PointingInput) {
  const anchor = useRef<number | null>(null);
  const { plot, store, times, stepMs, range } = input;

  const stepAt = (at: number) => times[stepIndexAt(times, at)] ?? range.from;
  const span = (a: number, b: number): TimeRange => ({ from: Math.min(a, b), to: Math.max(a, b) + stepMs });
  const clear = () => {
    anchor.current = null;
    store.set({ brush: null });
  };
  const finish = () => {
    const { brush } = store.get();
    if (brush && brush.to - brush.from > stepMs) input.onBrush?.(brush);
    clear();
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const at = stepAt(pointedTime(plot, event));
    if (event.pointerType === 'touch') return store.set({ at }); // a tap moves nothing
    if (event.button !== 0 || !input.onBrush) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    anchor.current = at;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const at = stepAt(pointedTime(plot, event));
    const dragged = anchor.current !== null && anchor.current !== at;
    store.set({ at, ...(dragged && anchor.current !== null ? { brush: span(anchor.current, at) } : {}) });
  };

  const moveBy = (steps: number, extend: boolean) => {
    const at = store.get().at;
    const index = (at === null ? times.length : stepIndexAt(times, at)) + steps; // begins behind the last one
    const next = times[Math.min(times.length - 1, Math.max(0, index))];
    if (next === undefined) return;
    if (!extend) clear();
    else anchor.current ??= at ?? next;
    store.set({ at: next, ...(extend && anchor.current !== null ? { brush: span(anchor.current, next) } : {}) });
  };
  const open = () => {
    const { at, brush } = store.get();
    if (brush) finish();
    else if (at !== null) input.onOpenStep?.({ from: stepAt(at), to: stepAt(at) + stepMs }, input.stepFilter ?? {});
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps !== undefined) moveBy(steps, event.shiftKey);
    else if (event.key === 'Enter') open();
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  };

  return { onPointerDown, onPointerMove, onPointerUp: finish, onPointerCancel: clear, onKeyDown, onDoubleClick: open };
}

function pointedTime(plot: Plot, event: PointerEvent<HTMLElement>): number {
  return plot.at(plot.left + event.clientX - event.currentTarget.getBoundingClientRect().left);
}
