import clsx from 'clsx';

export type ButtonKind = 'ink' | 'plain' | 'quiet' | 'danger';
/** 28 px; 24 px in rows and panel heads; `tall` is 44 px below 768 px, `touch` also fills the width there. */
export type ButtonSize = 'md' | 'sm' | 'tall' | 'touch';

const KINDS: Record<ButtonKind, string> = {
  ink: 'border-ink bg-ink text-on-ink hover:border-ink-2 hover:bg-ink-2',
  plain: 'border-button-line bg-surface text-ink hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-attack bg-attack text-on-attack hover:border-attack-mark hover:bg-attack-mark',
};

const SIZES: Record<ButtonSize, string> = {
  md: 'h-7 px-2.5',
  sm: 'h-6 px-2',
  tall: 'h-7 px-2.5 max-md:h-11',
  touch: 'h-7 px-2.5 max-md:h-11 max-md:flex-1 max-md:text-14',
};

const DISABLED = 'border-line bg-sunken text-ink-3 cursor-not-allowed';

/** Class list of a button, for real buttons and for links that look like one. */
export function buttonClass(kind: ButtonKind, size: ButtonSize, disabled = false): string {
  return clsx(
    'state-motion ring-focus inline-grid shrink-0 items-center justify-items-center rounded-2 border text-13 font-medium whitespace-nowrap select-none',
    SIZES[size],
    disabled ? DISABLED : KINDS[kind],
  );
}
