'use client';

import { useRouter } from 'next/navigation';
import { usePageState } from '../../lib/client';
import type { TimeRange } from '../charts/scale/time-range';
import type { ChartBase } from '../charts/types';
import { useDeploys } from '../deploys/use-deploys';
import { usePlace } from '../project/use-place';
import { isGap } from './ingest-gaps';
import { useIngestGaps } from './use-ingest-gaps';

/** What the charts of a page share: range, steps, brush, and where a step leads. */
export type PeriodFrame = Pick<ChartBase, 'range' | 'times' | 'stepMs' | 'deploys' | 'onBrush' | 'onOpenStep'> & {
  unfinishedFrom: number;
  /** When no calls were taken. */
  gaps: readonly TimeRange[];
};

interface Step {
  at: string;
}

type Input = { now: number; callsFilter: Readonly<Record<string, string>> };

/** The frame of charts over the range of the URL; a step opens its calls that pass the filter. */
export function usePeriodFrame(points: readonly Step[] | undefined, { now, callsFilter }: Input): PeriodFrame {
  const { range, setRange } = usePageState();
  const gaps = useIngestGaps();
  const deploys = useDeploys();
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
    gaps,
    deploys,
    unfinishedFrom: Math.floor(now / range.stepMs) * range.stepMs,
    onBrush: setRange,
    onOpenStep: openStep,
  };
}

/** One value a step; those without ingest and those that have not begun yet are left open. */
export function stepValues<Point extends Step>(
  points: readonly Point[] | undefined,
  { unfinishedFrom, stepMs, gaps }: PeriodFrame,
  read: (point: Point) => number | null,
): (number | null)[] {
  return (points ?? []).map((point) => {
    const begun = Date.parse(point.at) < unfinishedFrom + stepMs;
    return begun && !isGap(point, stepMs, gaps) ? read(point) : null;
  });
}
