'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { ChartTable } from './chart-table';
import { type Plot, stepIndexAt } from './scale/plot';
import { type StepValues, StepTooltip, stepSentence } from './pointing/step-tooltip';
import { type SyncStore, useSyncState } from './pointing/sync';
import type { ChartBase } from './types';
import { usePointing } from './pointing/use-pointing';
import { useNoticed } from './use-noticed';
import { useTurn } from './use-turn';
import { useWidth } from './use-width';

type ChartFrameProps = {
  chart: ChartBase;
  height: number;
  values: StepValues;
  /** What "Show as table" lists, where that is more than what the crosshair says. */
  tableValues?: StepValues;
  /** For charts that also tell what lies at a height of the plot. */
  levels?: Levels;
  store: SyncStore;
  /** Geometry at a measured width. */
  plotAt: (width: number) => Plot;
  /** Stands below the plot and may hold links. */
  lane: (plot: Plot) => ReactNode;
  children: (plot: Plot) => ReactNode;
};

/** Follows the height that is pointed at: by pointer in px from the top of the chart (null: nothing), by up and down arrows. */
export interface Levels {
  point: (y: number | null) => void;
  move: (up: 1 | -1) => void;
}

/** What every time chart has: size, summary, crosshair by pointer and keys, tooltip, "Show as table" (key t). */
export function ChartFrame({ chart, height, values, store, plotAt, lane, children, ...more }: ChartFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [asTable, setAsTable] = useState(false);
  const plot = plotAt(width);
  const drawn = useTurn(useNoticed(chart.times.length > 0) && width > 0);
  const toggle = () => {
    store.set({ at: null, brush: null });
    setAsTable((was) => !was);
  };
  const button = useRef<HTMLButtonElement>(null);
  useTableKey(box, () => {
    toggle();
    if (box.current?.contains(document.activeElement)) button.current?.focus(); // what had the focus goes
  });
  const picture = (
    <>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture made of layers cannot be an <img> */}
      <div role="img" aria-label={chart.summary} style={{ height }}>
        {drawn ? children(plot) : null}
      </div>
      {drawn ? lane(plot) : null}
      {drawn && chart.times.length > 0 ? (
        <CrosshairControl
          chart={chart}
          plot={plot}
          store={store}
          values={values}
          {...(more.levels && { levels: more.levels })}
        />
      ) : null}
    </>
  );
  return (
    <div ref={box} data-chart className="group relative w-full min-w-0" style={{ minHeight: height }}>
      {asTable ? <ChartTable title={chart.title} height={height} values={more.tableValues ?? values} /> : picture}
      <button
        ref={button}
        type="button"
        onClick={toggle}
        className="ring-focus absolute top-full right-0 z-2 -mt-2 rounded-1 bg-surface px-1 text-11 text-ink-3 opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100"
      >
        {asTable ? 'Show as chart' : 'Show as table'}
      </button>
    </div>
  );
}

/** `t` shows charts as tables and back: the one with the focus, or all of the page when none has it. */
function useTableKey(box: RefObject<HTMLElement | null>, toggle: () => void): void {
  useHotkeys({
    t: () => {
      const focused = document.activeElement?.closest('[data-chart]') ?? null;
      if (focused === null || focused === box.current) toggle();
      return false; // a key that is taken reaches no other chart
    },
  });
}

type CrosshairControlProps = Pick<ChartFrameProps, 'chart' | 'store' | 'values' | 'levels'> & { plot: Plot };

/** The plot as a slider over time: arrows move, shift + arrows select, enter opens. The box with values shows only here. */
function CrosshairControl({ chart, plot, store, values, levels }: CrosshairControlProps) {
  const { at } = useSyncState(store);
  const [pointed, setPointed] = useState(false);
  const { times } = chart;
  const { onKeyDown, onPointerMove, ...pointing } = usePointing({ ...chart, plot, store });
  const index = at === null ? times.length - 1 : stepIndexAt(times, at);
  const leave = () => {
    setPointed(false);
    levels?.point(null);
    store.set({ at: null, brush: null });
  };
  const onKey = (event: KeyboardEvent) => {
    if (!levels || !(event.key === 'ArrowUp' || event.key === 'ArrowDown')) return onKeyDown(event);
    event.preventDefault();
    levels.move(event.key === 'ArrowUp' ? 1 : -1);
  };
  const onMove = (event: PointerEvent<HTMLElement>) => {
    onPointerMove(event);
    levels?.point(plot.top + event.clientY - event.currentTarget.getBoundingClientRect().top);
  };
  return (
    <>
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <input> can neither be dragged over nor hold a range
        role="slider"
        tabIndex={0}
        aria-label={`Time in ${chart.title}`}
        aria-valuemin={0}
        aria-valuemax={times.length - 1}
        aria-valuenow={index}
        aria-valuetext={stepSentence(values, index)}
        className="ring-focus absolute touch-pan-y rounded-1"
        style={boxOf(plot)}
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={({ pointerType }) => pointerType !== 'touch' && leave()} // what a tap shows stays until another
        onFocus={() => setPointed(true)}
        onBlur={leave}
        onKeyDown={onKey}
        onPointerMove={onMove}
        {...pointing}
      />
      {pointed ? <StepTooltip plot={plot} store={store} values={values} /> : null}
    </>
  );
}

const boxOf = ({ left, top, right, bottom }: Plot) => ({
  left,
  top,
  width: right - left,
  height: Math.max(0, bottom - top),
});
