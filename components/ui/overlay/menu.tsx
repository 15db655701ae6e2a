'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import { PageLink } from '../control/page-link';
import type { ReactNode } from 'react';

type MenuProps = { trigger: ReactNode; align?: 'start' | 'end'; children: ReactNode };

/** A list of places or actions behind one button. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-48 rounded-3 border border-line bg-surface p-1 text-13 shadow-pop outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const item =
  'flex h-7 w-full cursor-default items-center gap-3 rounded-1 px-2.5 outline-none select-none data-highlighted:bg-hover max-md:h-11';

type MenuItemProps = { onSelect: () => void; note?: ReactNode; children: ReactNode };

/** An entry that does something. */
export function MenuItem({ onSelect, note, children }: MenuItemProps) {
  return (
    <Radix.Item onSelect={onSelect} className={item}>
      {children}
      {note ? <span className="ml-auto text-12 text-ink-3">{note}</span> : null}
    </Radix.Item>
  );
}

/** An entry that goes somewhere; the current one is in medium weight. */
export function MenuLink({ href, current = false, note, children }: MenuLinkProps) {
  return (
    <Radix.Item asChild>
      <PageLink href={href} aria-current={current || undefined} className={`${item} ${current ? 'font-medium' : ''}`}>
        {children}
        {note ? <span className="ml-auto text-12 font-normal text-ink-3">{note}</span> : null}
      </PageLink>
    </Radix.Item>
  );
}

type MenuLinkProps = { href: string; current?: boolean; note?: ReactNode; children: ReactNode };

/** A quiet heading over entries that belong together. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-1.5 pb-1 text-11 text-ink-3">{children}</Radix.Label>;
}

export const MenuLine = () => <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
