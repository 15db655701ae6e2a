'use client';

import clsx from 'clsx';
import { Command } from 'cmdk';
import { useState } from 'react';
import { Popover } from '../overlay/popover';
import { CheckGlyph, ChevronGlyph } from '../state/glyphs';
import { useField } from './field';
import { sentenceClass } from './sentence-class';

export interface ComboOption {
  value: string;
  label: string;
  /** Heading under which it stands; options of a group follow each other. */
  group?: string;
  /** Routes and names are set in mono. */
  mono?: boolean;
}

type ComboboxProps = {
  label: string;
  value: string;
  options: readonly ComboOption[];
  onChange: (value: string) => void;
  placeholder: string;
  /** An option made of what was typed, for values that are not in the list. */
  typedOption?: (typed: string) => ComboOption;
};

const SHOWN = 80;

/** One of a list that is long enough to be searched, as a word of a sentence. */
export function Combobox(props: ComboboxProps) {
  const { label, value, options, onChange } = props;
  const [open, setOpen] = useState(false);
  const field = useField();
  const current = options.find((option) => option.value === value) ?? props.typedOption?.(value);
  const pick = (next: string) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          id={field?.id}
          aria-label={`${label}: ${current?.label ?? value}`}
          aria-describedby={field?.describedBy}
          data-invalid={field?.invalid || undefined}
          className={clsx(sentenceClass, 'inline-flex items-center gap-2 text-left data-invalid:border-attack')}
        >
          <span className={clsx('truncate', current?.mono && 'font-mono text-16')}>{current?.label ?? value}</span>
          <ChevronGlyph />
        </button>
      }
    >
      <Choices {...props} onChange={pick} />
    </Popover>
  );
}

function Choices({ label, value, options, onChange, placeholder, typedOption }: ComboboxProps) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const found = options.filter((option) => option.label.toLowerCase().includes(wanted.toLowerCase()));
  const isKnown = options.some((option) => option.label === wanted);
  const own = typedOption && wanted !== '' && !isKnown ? [typedOption(wanted)] : [];
  const shown = [...found.slice(0, SHOWN), ...own];
  const groups = [...new Set(shown.map(({ group }) => group ?? ''))];
  return (
    <Command label={label} shouldFilter={false} className="w-[min(420px,calc(100vw-16px))]">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={placeholder}
        className="h-9 w-full border-b border-line bg-transparent px-3 text-13 outline-none placeholder:text-ink-3 max-md:h-11 max-md:text-16"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-1.5 text-ink-3">Nothing matches.</Command.Empty>
        {groups.map((group) => (
          <Command.Group
            key={group}
            {...(group && { heading: group })}
            className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-1.5 **:[[cmdk-group-heading]]:text-11 **:[[cmdk-group-heading]]:text-ink-3"
          >
            {shown
              .filter((option) => (option.group ?? '') === group)
              .map((option) => (
                <Choice key={option.value} option={option} chosen={option.value === value} onPick={onChange} />
              ))}
          </Command.Group>
        ))}
      </Command.List>
      {found.length > SHOWN ? (
        <p className="border-t border-line px-3 py-1.5 text-12 text-ink-3">
          Type to find the other {found.length - SHOWN}.
        </p>
      ) : null}
    </Command>
  );
}

type ChoiceProps = { option: ComboOption; chosen: boolean; onPick: (value: string) => void };

function Choice({ option, chosen, onPick }: ChoiceProps) {
  return (
    <Command.Item
      value={option.value}
      onSelect={() => onPick(option.value)}
      className="flex min-h-7 cursor-default items-center gap-2 rounded-1 px-2 data-[selected=true]:bg-hover max-md:min-h-11"
    >
      <span className="w-3.5 shrink-0">{chosen ? <CheckGlyph /> : null}</span>
      <span className={clsx('min-w-0 wrap-anywhere', option.mono && 'font-mono text-12')}>{option.label}</span>
    </Command.Item>
  );
}
