'use client';

import { Fragment, useRef, useState } from 'react';
import { countOf } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { focusAtOnce } from '../../ui/hooks/focus-at-once';
import { bareValue, chipWords } from './chip-words';
import type { FilterChip } from './chips';
import { FilterChip as Chip } from './filter-chip';
import { wordsOf } from './filter-columns';
import { FilterField } from './filter-field';
import { typedOf } from './suggest';
import type { FilterChips } from './use-filter-chips';
import { useKnownNames } from './use-known-names';

const keyOf = ({ column, value }: FilterChip): string => `${column} ${value}`;

/** The filters as chips, each of which can be changed and taken off, and the field that adds one. */
export function FilterBar({ filters }: { filters: FilterChips }) {
  const { chips, add, replace, remove, clear } = filters;
  const bar = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const known = useKnownNames(asked || edited !== null, chips);
  const chipAt = (index: number) => bar.current?.querySelectorAll<HTMLElement>('[data-filter-chip]')[index];
  const takeOff = (chip: FilterChip, index: number) => {
    const next = chipAt(index + 1) ?? chipAt(index - 1) ?? field.current;
    next?.focus();
    remove(chip);
  };
  return (
    <search ref={bar} aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {chips.map((chip, index) => (
        <Fragment key={keyOf(chip)}>
          <Joint chip={chip} before={chips[index - 1]} />
          {edited === keyOf(chip) ? (
            <FilterField
              ref={focusAtOnce}
              label={`Change the filter ${chipWords(chip.column, chip.value, known.endpoints)}`}
              placeholder="Status 404, a path, a caller …"
              initial={typedOf(wordsOf(chip.column), bareValue(chip.value))}
              known={known}
              onPick={(column, value) => {
                replace(chip, { column, value });
                setEdited(null);
                field.current?.focus();
              }}
              onLeave={() => setEdited(null)}
            />
          ) : (
            <Chip
              words={chipWords(chip.column, chip.value, known.endpoints)}
              error={chip.error}
              onEdit={() => setEdited(keyOf(chip))}
              onRemove={() => takeOff(chip, index)}
            />
          )}
        </Fragment>
      ))}
      <FilterField
        ref={field}
        label="Add a filter"
        placeholder="Filter: status, path, caller, trace id …"
        known={known}
        onPick={add}
        onBack={() => chipAt(chips.length - 1)?.focus()}
        onFocus={() => setAsked(true)}
      />
      {chips.length > 1 ? (
        <Button kind="quiet" size="tall" onClick={clear}>
          Clear {countOf(chips.length, 'filter')}
        </Button>
      ) : null}
    </search>
  );
}

/** Values of one column are alternatives, what is left out adds up. */
function Joint({ chip, before }: { chip: FilterChip; before: FilterChip | undefined }) {
  if (before?.column !== chip.column) return null;
  const alternatives = !bareValue(chip.value).negated && !bareValue(before.value).negated;
  return <span className="text-12 text-ink-3">{alternatives ? 'or' : 'and'}</span>;
}
