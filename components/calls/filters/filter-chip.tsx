'use client';

import clsx from 'clsx';
import type { KeyboardEvent } from 'react';
import { CloseGlyph } from '../../ui/state/glyphs';
import { StateMark } from '../../ui/state/state-mark';

type FilterChipProps = {
  /** "Status not 404". */
  words: string;
  /** What is wrong with it. */
  error: string | null;
  onEdit: () => void;
  onRemove: () => void;
};

/** One filter: a click or ↵ changes it, × or delete takes it off. A wrong one says why and narrows nothing. */
export function FilterChip({ words, error, onEdit, onRemove }: FilterChipProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    onRemove();
  };
  return (
    <span
      className={clsx(
        'inline-flex max-w-full min-w-0 items-stretch rounded-2 border text-13',
        error === null ? 'border-button-line bg-surface' : 'border-attack bg-attack-soft',
      )}
    >
      <button
        type="button"
        data-filter-chip
        onClick={onEdit}
        onKeyDown={onKeyDown}
        title="Change the filter (↵); take it off (delete)"
        className="ring-focus flex min-h-6.5 min-w-0 flex-wrap items-center gap-x-1.5 rounded-l-2 px-2 text-left font-medium hover:bg-hover max-md:min-h-11"
      >
        {error === null ? null : <StateMark state="failed" />}
        <span className="min-w-0 wrap-anywhere">{words}</span>
        {error === null ? null : <span className="font-normal text-attack">{error}</span>}
      </button>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Take the filter ${words} off`}
        className="ring-focus grid w-6.5 shrink-0 place-items-center rounded-r-2 text-ink-3 hover:bg-hover hover:text-ink max-md:w-11"
      >
        <CloseGlyph />
      </button>
    </span>
  );
}
