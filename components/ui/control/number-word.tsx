'use client';

import { InlineField, useField } from './field';
import { sentenceClass } from './sentence-class';

type NumberWordProps = {
  label: string;
  error: string | undefined;
  /** As it was typed. */
  value: string;
  /** Stands after the number; "" for none. */
  unit?: string;
  /** Only whole numbers make sense. */
  whole?: boolean;
  onChange: (value: string) => void;
};

/** A number as a word of a sentence; up and down arrows change it by one. */
export function NumberWord({ label, error, ...input }: NumberWordProps) {
  return (
    <InlineField label={label} error={error}>
      <NumberInput {...input} />
    </InlineField>
  );
}

function NumberInput({ value, unit, whole = false, onChange }: Omit<NumberWordProps, 'label' | 'error'>) {
  const field = useField();
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <input
        type="number"
        inputMode={whole ? 'numeric' : 'decimal'}
        min={0}
        step={whole ? 1 : 'any'}
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
