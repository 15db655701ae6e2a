'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { formatMeasure, ruleMeasureInfo } from '../../../lib/shared';
import type { Plot } from '../../charts/scale/plot';
import { GripGlyph } from '../../ui/state/glyphs';
import { type ThresholdMove, useThresholdMove } from './threshold-move';
import { keyMove, snapped, stepOf, stepped } from './threshold-steps';

const HALF_PX = 12;
const LINE_PX = 5;

const wholeOf = ({ measure }: ThresholdMove): boolean => ruleMeasureInfo(measure).unit === 'count';

/** What one press of an arrow key changes on an axis that ends at `top`. */
export const keyStep = (move: ThresholdMove, top: number): number => stepOf(top, wholeOf(move));

/** "25 percent": a value for being read aloud. */
export const spoken = (text: string): string => text.replace(/\s?%$/, ' percent');

/** The threshold across the plot with a handle at its end: dragged by pointer anywhere along the line, moved by arrow keys. */
export function ThresholdHandle({ plot }: { plot: Plot }) {
  const move = useThresholdMove();
  return move ? <Handle plot={plot} move={move} /> : null;
}

function Handle({ plot, move }: { plot: Plot; move: ThresholdMove }) {
  const top = plot.value(plot.top);
  const y = plot.y(move.value);
  const text = formatMeasure(move.measure, move.value);
  const dragging = useDrag(plot, move);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = keyMove(event.key);
    if (by === null) return;
    event.preventDefault();
    const next = by === Infinity ? top : by === -Infinity ? 0 : stepped(move.value, keyStep(move, top), by);
    move.take(Math.min(move.most, next));
  };
  return (
    <>
      <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
        <path d={`M${plot.left} ${y}H${plot.width - HALF_PX}`} stroke="var(--ink)" strokeWidth="1.5" />
      </svg>
      <div
        {...dragging}
        aria-hidden="true"
        className="absolute z-1 cursor-ns-resize touch-none"
        style={{ left: plot.left, width: plot.right - plot.left, top: y - LINE_PX, height: 2 * LINE_PX }}
      />
      <div
        {...dragging}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <input> cannot be laid over the chart's own axis
        role="slider"
        tabIndex={0}
        aria-label="Threshold"
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={Math.min(move.most, Math.max(top, move.value))}
        aria-valuenow={move.value}
        aria-valuetext={spoken(text)}
        onKeyDown={onKeyDown}
        className="ring-focus absolute right-0 z-2 flex h-6 cursor-ns-resize touch-none items-center gap-1.5 rounded-2 bg-ink px-2 text-12 font-medium whitespace-nowrap text-on-ink select-none max-md:after:absolute max-md:after:-inset-2.5"
        style={{ top: y - HALF_PX }}
      >
        <GripGlyph />
        {text}
      </div>
    </>
  );
}

/** Pointer handlers that move the threshold with the pointer, from where it was taken hold of. */
function useDrag(plot: Plot, move: ThresholdMove) {
  const grip = useRef<number | null>(null);
  const heightOf = (event: PointerEvent<HTMLElement>) =>
    event.clientY - (event.currentTarget.offsetParent?.getBoundingClientRect().top ?? 0);
  const end = () => {
    if (grip.current === null) return;
    grip.current = null;
    move.hold(false);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = plot.y(move.value) - heightOf(event);
      move.hold(true);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (grip.current === null) return;
      const top = plot.value(plot.top);
      const next = Math.min(move.most, snapped(plot.value(heightOf(event) + grip.current), keyStep(move, top)));
      if (next !== move.value) move.take(next);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
