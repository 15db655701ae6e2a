'use client';

import { Select as Radix } from 'radix-ui';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { CheckGlyph, ChevronGlyph } from '../state/glyphs';
import { useField } from './field';
import { controlClass } from './input';
import { sentenceClass } from './sentence-class';

export type SelectOption<Value extends string> = { value: Value; label: ReactNode; note?: ReactNode };

type SelectProps<Value extends string> = {
  /** Name for assistive tools when the select stands outside a `Field`. */
  label?: string;
  value: Value | undefined;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  placeholder?: string;
  name?: string;
  /** `token` is a select inside a header or form line: as wide as its value; `sentence` has the size of a sentence's words. */
  look?: 'field' | 'token' | 'sentence';
};

/** One of a list that is too long to show at once. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange, placeholder = 'Choose…', name, look = 'field' } = props;
  const field = useField();
  const pick = (next: string) => {
    const option = options.find((o) => o.value === next);
    if (option) onChange(option.value);
  };
  return (
    <Radix.Root value={value ?? ''} onValueChange={pick} {...(name ? { name } : {})}>
      <Radix.Trigger
        id={field?.id}
        aria-label={label}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        className={clsx(
          look === 'sentence' ? sentenceClass : [controlClass, 'h-7 max-md:h-11'],
          'inline-flex items-center justify-between gap-2 text-left data-placeholder:text-ink-3',
          look === 'token' && 'w-auto! font-medium hover:bg-hover',
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronGlyph />
      </Radix.Trigger>
      <SelectList options={options} />
    </Radix.Root>
  );
}

function SelectList<Value extends string>({ options }: { options: readonly SelectOption<Value>[] }) {
  return (
    <Radix.Portal>
      <Radix.Content
        position="popper"
        sideOffset={4}
        className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-3 border border-line bg-surface p-1 text-13 shadow-pop"
      >
        <Radix.Viewport>
          {options.map((option) => (
            <Radix.Item
              key={option.value}
              value={option.value}
              className="flex h-7 cursor-default items-center gap-2 rounded-1 pr-2.5 pl-1.5 outline-none select-none data-highlighted:bg-hover max-md:h-11"
            >
              <span className="w-3.5 shrink-0">
                <Radix.ItemIndicator>
                  <CheckGlyph />
                </Radix.ItemIndicator>
              </span>
              <Radix.ItemText>{option.label}</Radix.ItemText>
              {option.note ? <span className="ml-auto pl-4 text-12 text-ink-3">{option.note}</span> : null}
            </Radix.Item>
          ))}
        </Radix.Viewport>
      </Radix.Content>
    </Radix.Portal>
  );
}
