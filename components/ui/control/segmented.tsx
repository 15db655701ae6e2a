'use client';

import { ToggleGroup } from 'radix-ui';
import clsx from 'clsx';
import type { ReactNode } from 'react';

type SegmentedProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
};

/** One of a few, all visible. Arrow keys move; the pressed one cannot be unpressed. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const pick = (next: string) => {
    const option = options.find((o) => o.value === next);
    if (option) onChange(option.value);
  };
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={pick}
      className="inline-flex max-w-full overflow-x-auto rounded-2 border border-button-line bg-surface"
    >
      {options.map((option, index) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className={clsx(
            'state-motion ring-focus-in h-6.5 px-2.5 text-12 whitespace-nowrap text-ink-2 hover:bg-hover max-md:h-10.5 max-md:px-3',
            'data-[state=on]:bg-hover data-[state=on]:font-medium data-[state=on]:text-ink',
            index > 0 && 'border-l border-line',
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
