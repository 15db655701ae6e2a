'use client';

import { useRouter } from 'next/navigation';
import { usePageState } from '../../lib/client';
import type { ChartBase, TimeRange } from '../charts/types';
import { usePlace } from '../project/use-place';

/** What the charts of a page share: range, steps, brush, and where a step leads. */
export type PeriodFrame = Pick<ChartBase, 'range' | 'times' | 'stepMs' | 'onBrush' | 'onOpenStep'> & {
  unfinishedFrom: number;
};

interface Step {
  at: string;
}

type Input = { now: number; callsFilter: Readonly<Record<string, string>> };

/** The frame of charts over the range of the URL; a step opens its calls that pass the filter. */
export function usePeriodFrame(points: readonly Step[] | undefined, { now, callsFilter }: Input): PeriodFrame {
  const { range, setRange } = usePageState();
  const to = usePlace();
  const router = useRouter();
  const openStep = (step: TimeRange) => {
    const during = { from: new Date(step.from).toISOString(), to: new Date(step.to).toISOString() };
    router.push(to('/calls', { ...callsFilter, ...during }));
  };
  return {
    range: { from: range.fromMs, to: range.toMs },
    times: points?.map(({ at }) => Date.parse(at)) ?? [],
    stepMs: range.stepMs,
    unfinishedFrom: Math.floor(now / range.stepMs) * range.stepMs,
    onBrush: setRange,
    onOpenStep: openStep,
  };
}

/** One value a step; steps that have not begun yet are left open. */
export function stepValues<Point extends Step>(
  points: readonly Point[] | undefined,
  { unfinishedFrom, stepMs }: PeriodFrame,
  read: (point: Point) => number | null,
): (number | null)[] {
  return (points ?? []).map((point) => (Date.parse(point.at) < unfinishedFrom + stepMs ? read(point) : null));
}
