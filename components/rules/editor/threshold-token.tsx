'use client';

import { ruleMeasureInfo } from '../../../lib/shared';
import { NumberWord } from '../../ui/control/number-word';
import type { MetricDraft } from './draft';
import { typedUnit } from './typed';

type ThresholdTokenProps = { draft: MetricDraft; error: string | undefined; onChange: (threshold: string) => void };

/** The number that the value is compared with. */
export function ThresholdToken({ draft, error, onChange }: ThresholdTokenProps) {
  const unit = typedUnit(ruleMeasureInfo(draft.measure).unit);
  const label = unit ? `Threshold in ${unit}` : 'Threshold';
  return <NumberWord label={label} error={error} value={draft.threshold} unit={unit} onChange={onChange} />;
}
