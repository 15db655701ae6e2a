'use client';

import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { useField } from './field';

export const controlClass =
  'state-motion ring-focus w-full rounded-2 border border-control-line bg-surface px-2.5 text-13 text-ink placeholder:text-ink-3 aria-invalid:border-attack disabled:border-line disabled:bg-sunken disabled:text-ink-3';

type InputProps = Omit<ComponentProps<'input'>, 'className'> & {
  /** Routes, keys, hashes and addresses are set in mono. */
  mono?: boolean;
  /** Unit at the right end inside the box ("min", "%"). */
  unit?: ReactNode;
};

/** Text input, 28 px (44 px on phones). Inside a `Field` it takes id, description and error state from it. */
export function Input({ mono = false, unit, ...props }: InputProps) {
  const field = useField();
  const input = (
    <input
      {...props}
      id={props.id ?? field?.id}
      aria-describedby={props['aria-describedby'] ?? field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      className={clsx(controlClass, 'h-7 max-md:h-11 max-md:text-16', mono && 'font-mono text-12', unit && 'pr-10')}
    />
  );
  if (!unit) return input;
  return (
    <span className="relative block">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-12 text-ink-3">
        {unit}
      </span>
    </span>
  );
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'className'>;

/** Several lines of text, same border and field wiring as `Input`. */
export function TextArea({ rows = 3, ...props }: TextAreaProps) {
  const field = useField();
  return (
    <textarea
      {...props}
      rows={rows}
      id={props.id ?? field?.id}
      aria-describedby={props['aria-describedby'] ?? field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      className={clsx(controlClass, 'block py-1.5 max-md:text-16')}
    />
  );
}
