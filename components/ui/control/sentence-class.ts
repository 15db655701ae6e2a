/** A control that is a word of a 22 px sentence: select, combobox or input. */
export const sentenceClass =
  'state-motion ring-focus h-9 max-w-full rounded-2 border border-control-line bg-surface px-2 text-22 font-medium text-ink hover:bg-hover aria-invalid:border-attack disabled:border-line disabled:bg-sunken disabled:text-ink-3 max-md:h-11 max-md:text-16';
