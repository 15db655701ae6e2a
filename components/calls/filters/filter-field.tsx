'use client';

import { Command } from 'cmdk';
import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import type { CallFilterColumn } from '../../../lib/shared';
import { StateMark } from '../../ui/state/state-mark';
import { errorOf } from './chips';
import { columnIn, type KnownNames, suggest, type Suggestion } from './suggest';

type FilterFieldProps = {
  label: string;
  placeholder: string;
  /** What it begins with, such as the filter that is changed. */
  initial?: string;
  known: KnownNames;
  onPick: (column: CallFilterColumn, value: string) => void;
  /** Esc, or the focus goes elsewhere. */
  onLeave?: () => void;
  /** Backspace while nothing is typed. */
  onBack?: () => void;
  onFocus?: () => void;
  ref?: Ref<HTMLInputElement>;
};

/** Types a filter: names of columns, values, or what was called are offered as they fit. */
export function FilterField(props: FilterFieldProps) {
  const { label, initial = '', known, onPick, onLeave, onBack } = props;
  const [typed, setTyped] = useState(initial);
  const [open, setOpen] = useState(false);
  const fitting = suggest(typed, known).filter(isRight);
  const error = fitting.length > 0 ? null : errorIn(typed);
  const chosen = useChosen(typed, fitting.map(keyOf));
  const pick = ({ column, value, words }: Suggestion) => {
    if (value === null) return setTyped(words);
    setTyped('');
    setOpen(false);
    onPick(column, value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow')) chosen.move();
    if (!open && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) {
      event.preventDefault(); // nothing is taken unseen
      setOpen(true);
    }
    if (event.key === 'Backspace' && typed === '') onBack?.();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (!open && event.target instanceof HTMLElement) event.target.blur(); // the single keys work again
    setTyped(initial);
    setOpen(false);
    onLeave?.();
  };
  return (
    <Command
      label={label}
      shouldFilter={false}
      loop
      value={chosen.key}
      onValueChange={chosen.take}
      onKeyDown={onKeyDown}
      className="relative w-72 max-md:w-full"
    >
      <TypedIn {...props} typed={typed} onType={setTyped} onOpen={setOpen} wrong={error !== null} />
      <div
        hidden={!open}
        className="absolute top-full left-0 z-20 mt-1 w-[min(420px,calc(100vw-32px))] rounded-3 border border-line bg-surface shadow-pop"
      >
        {error ? <Fault>{error}</Fault> : null}
        <Command.List onPointerMoveCapture={chosen.move} className="max-h-80 overflow-y-auto p-1">
          {fitting.map((suggestion) => (
            <Choice key={keyOf(suggestion)} suggestion={suggestion} onPick={pick} />
          ))}
        </Command.List>
      </div>
    </Command>
  );
}

/** The suggestion that ↵ takes: the first, whatever comes to stand there, until the reader has moved to another. */
function useChosen(typed: string, keys: readonly string[]) {
  const movedIn = useRef<string | null>(null);
  const [moved, setMoved] = useState({ typed, key: '' });
  const isThere = moved.typed === typed && keys.includes(moved.key);
  return {
    key: isThere ? moved.key : (keys[0] ?? ''),
    move: () => (movedIn.current = typed),
    take: (key: string) => movedIn.current === typed && setMoved({ typed, key }),
  };
}

type TypedInProps = Pick<FilterFieldProps, 'ref' | 'placeholder' | 'onFocus' | 'onLeave'> & {
  typed: string;
  onType: (text: string) => void;
  onOpen: (open: boolean) => void;
  wrong: boolean;
};

function TypedIn({ ref, placeholder, onFocus, onLeave, typed, onType, onOpen, wrong }: TypedInProps) {
  return (
    <Command.Input
      ref={ref}
      value={typed}
      onValueChange={(text) => {
        onType(text);
        onOpen(true);
      }}
      onFocus={() => {
        onOpen(true);
        onFocus?.();
      }}
      onClick={() => onOpen(true)}
      onBlur={() => {
        onOpen(false);
        onLeave?.();
      }}
      placeholder={placeholder}
      aria-invalid={wrong || undefined}
      className="ring-focus h-7 w-full rounded-2 border border-control-line bg-surface px-2.5 text-13 placeholder:text-ink-3 aria-invalid:border-attack max-md:h-11 max-md:text-16"
    />
  );
}

const Fault = ({ children }: { children: string }) => (
  <p role="alert" className="flex items-center gap-1.5 px-3 py-2 text-12 text-attack">
    <StateMark state="failed" />
    {children}
  </p>
);

const keyOf = ({ column, value }: Suggestion): string => `${column} ${value}`;

const isRight = ({ column, value }: Suggestion): boolean => value === null || errorOf(column, value) === null;

/** What is wrong with what is typed for a column; null while nothing is. */
function errorIn(typed: string): string | null {
  const named = columnIn(typed);
  return named && named.bare !== '' ? errorOf(named.words.column, named.bare) : null;
}

type ChoiceProps = { suggestion: Suggestion; onPick: (suggestion: Suggestion) => void };

function Choice({ suggestion, onPick }: ChoiceProps) {
  const { value, words, note } = suggestion;
  return (
    <Command.Item
      value={keyOf(suggestion)}
      onSelect={() => onPick(suggestion)}
      onMouseDown={(event) => event.preventDefault()} // the field keeps the focus
      className="flex min-h-7 cursor-default items-center justify-between gap-4 rounded-1 px-2 data-[selected=true]:bg-hover max-md:min-h-11"
    >
      <span className="min-w-0 wrap-anywhere">{value === null ? words.replace(/: $/, '') : words}</span>
      {note ? <span className="shrink-0 text-12 text-ink-3">{note}</span> : null}
    </Command.Item>
  );
}
