'use client';

import { usePageState } from '../../lib/client';
import type { RatePolicyWithHeadroom } from '../../lib/shared';
import { countOf, formatCount, formatSpan } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { COUNT } from '../charts/scale/unit';
import { usePeriodFrame } from '../range/use-period-frame';
import { peakSteps } from './peak-steps';
import { windowWords } from './rate-words';

const HOUR_MS = 3_600_000;

type HeadroomChartProps = { policy: RatePolicyWithHeadroom; now: number };

/** The highest peak of each hour (or longer step) with the limit across; steps over it are coloured. */
export function HeadroomChart({ policy, now }: HeadroomChartProps) {
  const { range } = usePageState();
  const { limit, windowSeconds, key, headroom, endpoint } = policy;
  const stepMs = Math.max(HOUR_MS, range.stepMs);
  const steps = peakSteps(headroom, { ...range, stepMs });
  const frame = usePeriodFrame(steps, { now, callsFilter: endpoint ? { endpoint: String(endpoint.id) } : {} });
  const whole = { from: Math.floor(range.fromMs / stepMs) * stepMs, to: Math.ceil(range.toMs / stepMs) * stepMs };
  const highest = headroom.keys[0]?.peak ?? 0;
  const title = `Most calls in ${windowWords(windowSeconds)} of any one ${key}`;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{title}</span>
        <span className="text-12 text-ink-3">
          the highest of each {stepMs === HOUR_MS ? 'hour' : formatSpan(stepMs)}
        </span>
      </p>
      <BarSeriesChart
        {...frame}
        range={whole}
        stepMs={stepMs}
        unfinishedFrom={Math.floor(now / stepMs) * stepMs}
        title={title}
        summary={`At most ${formatCount(highest)} calls, with a limit of ${formatCount(limit)}; ${countOf(headroom.keysOver, key)} over it.`}
        unit={COUNT}
        height={200}
        threshold={{ value: limit, label: `limit ${formatCount(limit)}` }}
        hot={steps.map(({ peak }) => (peak ?? 0) > limit)}
        series={[{ key: 'peak', label: 'Peak', values: steps.map(({ peak }) => peak) }]}
      />
    </>
  );
}
