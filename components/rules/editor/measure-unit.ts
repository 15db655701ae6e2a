import type { RuleMeasure } from '../../../lib/shared';
import { formatBytes, formatMeasure, formatShort, ruleMeasureInfo } from '../../../lib/shared';
import { type ChartUnit, COUNT, LATENCY, RATIO, ratePer } from '../../charts/scale/unit';

const BYTES: Pick<ChartUnit, 'tick' | 'idleMax'> = { tick: formatBytes, idleMax: 1_000_000 };
const SECONDS: Pick<ChartUnit, 'tick' | 'idleMax'> = { tick: (value) => `${formatShort(value)} s`, idleMax: 300 };

/** How a chart says the values of a measure. */
export function chartUnitOf(measure: RuleMeasure): ChartUnit {
  const { unit } = ruleMeasureInfo(measure);
  const units = { count: COUNT, per_minute: ratePer('min'), ratio: RATIO, ms: LATENCY, bytes: BYTES, seconds: SECONDS };
  return { ...units[unit], whole: false, value: (value) => formatMeasure(measure, value) };
}
