import type { ComponentProps, ReactNode } from 'react';
import { type ButtonKind, type ButtonSize, buttonClass } from './button-class';
import { Kbd } from './kbd';

type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'disabled'> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  /** Label while the action runs ("Opening…"); the button keeps its width and ignores clicks. */
  busy?: string | false | undefined;
  /** Why the button cannot be used now; shown as text beside it and read with it. */
  disabledReason?: string | false | undefined;
  /** The key that does the same. */
  shortcut?: string;
  children: ReactNode;
};

/** The project's one button: a verb and its count, in ink, plain, quiet or danger. */
export function Button({ kind = 'plain', size = 'md', busy, disabledReason, ...rest }: ButtonProps) {
  const { shortcut, children, type = 'button', onClick, ...props } = rest;
  const off = Boolean(disabledReason);
  const button = (
    <button
      {...props}
      type={type}
      className={buttonClass(kind, size, off)}
      aria-disabled={off || Boolean(busy) || undefined}
      disabled={off}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      <Label hidden={Boolean(busy)} shortcut={shortcut} onInk={kind === 'ink'}>
        {children}
      </Label>
      {busy ? <span className="col-start-1 row-start-1 opacity-70">{busy}</span> : null}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {button}
      <span className="text-12 text-ink-3">{disabledReason}</span>
    </span>
  );
}

type LabelProps = { hidden: boolean; shortcut: string | undefined; onInk: boolean; children: ReactNode };

function Label({ hidden, shortcut, onInk, children }: LabelProps) {
  return (
    <span className={`col-start-1 row-start-1 inline-flex items-center gap-1.5 ${hidden ? 'invisible' : ''}`}>
      {children}
      {shortcut ? <Kbd onInk={onInk}>{shortcut}</Kbd> : null}
    </span>
  );
}
