'use client';

import { Switch as Radix } from 'radix-ui';

type SwitchProps = {
  /** What is on or off, for assistive tools. */
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** Turns something on or off at once; its word says which. */
export function Switch({ label, checked, onChange, disabled = false }: SwitchProps) {
  return (
    <Radix.Root
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="state-motion ring-focus group inline-flex items-center gap-2 rounded-1 text-12 text-ink-2 disabled:text-ink-3 max-md:h-11"
    >
      <span
        aria-hidden="true"
        className="state-motion flex h-4 w-7 items-center rounded-full border border-control-line bg-surface p-0.5 group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="state-motion block size-2.5 rounded-full bg-control-line data-[state=checked]:translate-x-3 data-[state=checked]:bg-on-accent" />
      </span>
      <span aria-hidden="true" className="w-5 text-left">
        {checked ? 'On' : 'Off'}
      </span>
    </Radix.Root>
  );
}
