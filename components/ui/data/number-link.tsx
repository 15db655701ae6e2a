import clsx from 'clsx';
import { PageLink } from '../control/page-link';
import type { ReactNode } from 'react';
import { tip } from '../overlay/tip';

type NumberLinkProps = {
  href: string;
  /** What opens: "Open 214 callers". */
  opens: string;
  /** A second line in the tooltip. */
  detail?: string;
  /**
   * In tables numbers carry no underline; the hover says it. There the link lies above the row's own, key `c` opens it, and on
   * phones it is 24 px for a finger.
   */
  inTable?: boolean;
  /** In sentences on a state fill the underline takes the state's hairline. */
  onState?: boolean;
  children: ReactNode;
};

/** A number, or a number with its noun, that opens what is behind it. */
export function NumberLink({ href, opens, detail, inTable = false, onState = false, children }: NumberLinkProps) {
  return (
    <PageLink
      href={href}
      {...tip(opens, detail)}
      {...(inTable && { 'data-row-behind': '' })}
      className={clsx(
        'state-motion ring-focus rounded-1 text-inherit hover:text-accent',
        inTable
          ? 'relative z-1 max-md:-mx-2 max-md:inline-block max-md:min-w-6 max-md:px-2 max-md:leading-6'
          : 'border-b hover:border-accent',
        !inTable && (onState ? 'border-attack-line' : 'border-line-strong'),
      )}
    >
      {children}
    </PageLink>
  );
}
