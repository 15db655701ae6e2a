import { sparkSteps, type SparkSteps } from '../../lib/shared';
import { Sparkline } from '../charts/spark/sparkline';
import { type Watch, watchedCounts } from '../range/watched';

/** How the small lines of a list are cut. */
export interface SmallSteps extends SparkSteps {
  /** How many steps are over; the one after them runs and is dashed. */
  finished: number;
}

/** The steps of small lines over a range, epoch ms, of which all that ended by `endedMs` are over. */
export function smallSteps(range: { fromMs: number; toMs: number }, endedMs: number): SmallSteps {
  const { stepMs, times } = sparkSteps(range);
  return { stepMs, times, finished: times.filter((at) => at + stepMs <= endedMs).length };
}

type CallsSparkProps = { counts: readonly number[]; sparks: SmallSteps; watch: Watch; width?: number };

/** The calls of an endpoint as a small line, open where nothing was watched. */
export function CallsSpark({ counts, sparks, watch, ...width }: CallsSparkProps) {
  const values = watchedCounts(counts.slice(0, sparks.finished + 1), sparks, watch);
  return <Sparkline values={values} openFrom={sparks.finished} {...width} />;
}
