import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonKind, type ButtonSize, buttonClass } from './button-class';
import { Kbd } from './kbd';

type ButtonLinkProps = Omit<ComponentProps<typeof Link>, 'className'> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  shortcut?: string;
};

/** A link that looks like a button: goes somewhere, changes nothing. */
export function ButtonLink({ kind = 'plain', size = 'md', shortcut, children, ...props }: ButtonLinkProps) {
  return (
    <Link {...props} className={buttonClass(kind, size)}>
      <span className="inline-flex items-center gap-1.5">
        {children}
        {shortcut ? <Kbd onInk={kind === 'ink'}>{shortcut}</Kbd> : null}
      </span>
    </Link>
  );
}
