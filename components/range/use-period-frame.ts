'use client';

import { useRouter } from 'next/navigation';
import { usePageState } from '../../lib/client';
import type { TimeRange } from '../charts/scale/time-range';
import type { CallsFilter, ChartBase } from '../charts/types';
import { useDeploys } from '../deploys/use-deploys';
import { usePlace } from '../project/use-place';
import { answeredSteps, type SteppedAnswer } from './answered-steps';
import { useWatch } from './use-watch';
import { isUnwatched, type Watch } from './watched';

/** What the charts of a page share: range, steps, brush, and where a step leads. */
export type PeriodFrame = Pick<ChartBase, 'range' | 'times' | 'stepMs' | 'deploys' | 'onBrush' | 'onOpenStep'> & {
  unfinishedFrom: number;
  watch: Watch;
};

interface Step {
  at: string;
}

interface Input {
  now: number;
  callsFilter: CallsFilter;
  /** Whose steps they are, where they may be larger than those of the range. */
  answer?: SteppedAnswer;
}

/** The frame of charts over the range of the URL; a step opens its calls that pass the filter. */
export function usePeriodFrame(points: readonly Step[] | undefined, { now, callsFilter, answer }: Input): PeriodFrame {
  const { range, setRange } = usePageState();
  const watch = useWatch();
  const deploys = useDeploys();
  const to = usePlace();
  const router = useRouter();
  const { fromMs, toMs, stepMs } = answeredSteps(range, answer);
  const openStep = (step: TimeRange, filter: CallsFilter) => {
    const during = { from: new Date(step.from).toISOString(), to: new Date(step.to).toISOString() };
    router.push(to('/calls', { ...callsFilter, ...filter, ...during }));
  };
  return {
    range: { from: fromMs, to: toMs },
    times: points?.map(({ at }) => Date.parse(at)) ?? [],
    stepMs,
    watch,
    deploys,
    unfinishedFrom: Math.floor(now / stepMs) * stepMs,
    onBrush: setRange,
    onOpenStep: openStep,
  };
}

/** One value a step; those in which nothing was watched and those that have not begun yet are left open. */
export function stepValues<Point extends Step>(
  points: readonly Point[] | undefined,
  { unfinishedFrom, stepMs, watch }: PeriodFrame,
  read: (point: Point) => number | null,
): (number | null)[] {
  return (points ?? []).map((point) => {
    const begun = Date.parse(point.at) < unfinishedFrom + stepMs;
    return begun && !isUnwatched(point, stepMs, watch) ? read(point) : null;
  });
}
