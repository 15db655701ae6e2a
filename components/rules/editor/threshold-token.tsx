'use client';

import { ruleMeasureInfo } from '../../../lib/shared';
import { InlineField, useField } from '../../ui/control/field';
import { sentenceClass } from '../../ui/control/sentence-class';
import type { MetricDraft } from './draft';
import { typedUnit } from './typed';

type ThresholdTokenProps = { draft: MetricDraft; error: string | undefined; onChange: (threshold: string) => void };

/** The number that the value is compared with; up and down arrows change it by one. */
export function ThresholdToken({ draft, error, onChange }: ThresholdTokenProps) {
  const unit = typedUnit(ruleMeasureInfo(draft.measure).unit);
  return (
    <InlineField label={unit ? `Threshold in ${unit}` : 'Threshold'} error={error}>
      <NumberWord value={draft.threshold} unit={unit} onChange={onChange} />
    </InlineField>
  );
}

type NumberWordProps = { value: string; unit: string; onChange: (value: string) => void };

function NumberWord({ value, unit, onChange }: NumberWordProps) {
  const field = useField();
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <input
        type="number"
        inputMode="decimal"
        min={0}
        step="any"
        value={value}
        id={field?.id}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        onChange={(event) => onChange(event.target.value)}
        style={{ width: `calc(${Math.max(2, value.length)}ch + 20px)` }}
        className={`${sentenceClass} max-w-44! [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none`}
      />
      {unit ? <span>{unit}</span> : null}
    </span>
  );
}
