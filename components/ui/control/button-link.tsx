import { PageLink } from './page-link';
import type { ComponentProps } from 'react';
import { type ButtonKind, type ButtonSize, buttonClass } from './button-class';
import { Kbd } from './kbd';

type ButtonLinkProps = Omit<ComponentProps<typeof PageLink>, 'className'> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  shortcut?: string;
};

/** A link that looks like a button: goes somewhere, changes nothing. */
export function ButtonLink({ kind = 'plain', size = 'md', shortcut, children, ...props }: ButtonLinkProps) {
  return (
    <PageLink {...props} className={buttonClass(kind, size)}>
      <span className="inline-flex items-center gap-1.5">
        {children}
        {shortcut ? <Kbd onInk={kind === 'ink'}>{shortcut}</Kbd> : null}
      </span>
    </PageLink>
  );
}
