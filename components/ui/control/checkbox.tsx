'use client';

import { Checkbox as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { CheckGlyph } from '../state/glyphs';

type CheckboxProps = {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: ReactNode;
  name?: string;
  disabled?: boolean;
};

/** A box with its sentence; the whole sentence is the hit area. */
export function Checkbox({ label, checked, onChange, hint, name, disabled = false }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 max-md:py-2">
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next === true)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="state-motion ring-focus mt-0.75 grid size-3.5 shrink-0 place-items-center rounded-1 border border-control-line bg-surface text-on-accent data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:border-line disabled:bg-sunken"
        {...(name ? { name } : {})}
      >
        <Radix.Indicator>
          <CheckGlyph />
        </Radix.Indicator>
      </Radix.Root>
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className="text-12 text-ink-3">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
