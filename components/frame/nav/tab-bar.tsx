'use client';

import clsx from 'clsx';
import { PageLink } from '../../ui/control/page-link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../ui/control/button';
import { Sheet } from '../../ui/overlay/sheet';
import type { AccountMenuProps } from '../header/account-menu';
import { NavCounts } from './nav';
import { isCurrent, type NavItem, type NavSection } from './nav-items';
import { ThemeChoice } from '../theme-choice';

const FIRST = ['Overview', 'Incidents', 'Calls', 'Alerts'];

type TabBarProps = {
  sections: readonly NavSection[];
  base: string;
  kept: string;
  account: AccountMenuProps;
  /** Labels of the pages that come first; all others stand under "More". */
  tabs?: readonly string[];
};

/** Phone navigation: up to four pages and "More", 56 px, at the bottom. */
export function TabBar({ sections, base, kept, account, tabs: first = FIRST }: TabBarProps) {
  const [more, setMore] = useState(false);
  const path = usePathname();
  const items = sections.flatMap((section) => section.items);
  const tabs = first.flatMap((label) => items.find((item) => item.label === label) ?? []);
  const rest = items.filter((item) => !first.includes(item.label));
  const restIsCurrent = rest.some((item) => isCurrent(item, path, base));
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map((item) => (
        <PageLink
          key={item.href}
          href={`${item.href}${kept}`}
          aria-current={isCurrent(item, path, base) ? 'page' : undefined}
          className={tabClass(isCurrent(item, path, base))}
        >
          {item.label}
          <NavCounts counts={item.counts.slice(0, 1)} />
        </PageLink>
      ))}
      <button type="button" aria-haspopup="dialog" onClick={() => setMore(true)} className={tabClass(restIsCurrent)}>
        More
      </button>
      <Sheet open={more} onOpenChange={setMore} label="More" side="bottom">
        <MoreList items={rest} kept={kept} account={account} onClose={() => setMore(false)} />
      </Sheet>
    </nav>
  );
}

const tabClass = (current: boolean) =>
  clsx(
    'ring-focus-in -mt-px flex h-14 min-w-0 flex-1 items-center justify-center gap-1 border-t-2 text-12',
    current ? 'border-ink font-medium text-ink' : 'border-transparent text-ink-2',
  );

type MoreListProps = { items: readonly NavItem[]; kept: string; account: AccountMenuProps; onClose: () => void };

function MoreList({ items, kept, account, onClose }: MoreListProps) {
  return (
    <div className="grid gap-3 p-4">
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <PageLink
              href={`${item.href}${kept}`}
              onClick={onClose}
              className="ring-focus flex h-11 items-center justify-between"
            >
              {item.label}
              <NavCounts counts={item.counts} />
            </PageLink>
          </li>
        ))}
      </ul>
      <AccountPlaces account={account} onClose={onClose} />
      <ThemeChoice />
      <div className="flex items-center justify-between gap-3 border-t border-line pt-3 text-12 text-ink-3">
        <span className="truncate">{account.email}</span>
        <Button size="touch" onClick={account.onSignOut}>
          Sign out
        </Button>
      </div>
    </div>
  );
}

/** Organizations and the person's own pages, which on wider windows stand in the organization switcher. */
function AccountPlaces({ account, onClose }: { account: AccountMenuProps; onClose: () => void }) {
  const own = { label: 'You', links: [{ label: 'Account', href: '/account' }] };
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      {[...account.places, own].map(({ label, links }) => (
        <section key={label}>
          <h3 className="text-11 text-ink-3">{label}</h3>
          <ul className="grid grid-cols-2 gap-x-4">
            {links.map((link) => (
              <li key={link.href} className="min-w-0">
                <PageLink href={link.href} onClick={onClose} className="ring-focus flex h-11 items-center truncate">
                  {link.label}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
