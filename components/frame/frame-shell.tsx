'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '../ui/control/button';
import { Sheet } from '../ui/overlay/sheet';
import type { AccountMenuProps } from './header/account-menu';
import { Nav } from './nav/nav';
import type { NavSection } from './nav/nav-items';
import { TabBar } from './nav/tab-bar';
import { SkipLink } from './skip-link';

type FrameShellProps = {
  /** The header, with the button that opens the page list below 1024 px. */
  header: (menu: ReactNode) => ReactNode;
  banner?: ReactNode;
  nav: { sections: readonly NavSection[]; base: string; kept: string };
  /** Labels of the pages that have a tab on phones. */
  tabs?: readonly string[];
  foot?: ReactNode;
  /** Above the page, on phones only. */
  tools?: ReactNode;
  account: AccountMenuProps;
  children: ReactNode;
};

/** Skip link, header, navigation for each width, and the main landmark around a page. */
export function FrameShell({ header, banner, nav, tabs, foot, tools, account, children }: FrameShellProps) {
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <>
      <SkipLink />
      {header(<MenuButton onOpen={() => setMenuOpen(true)} />)}
      {banner}
      <div className="flex">
        <aside className="sticky top-12 flex h-[calc(100vh-48px)] w-(--nav-w) shrink-0 flex-col justify-between overflow-y-auto border-r border-line max-lg:hidden">
          <Nav {...nav} />
          {foot}
        </aside>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none max-md:pb-20">
          {tools}
          <div className="mx-auto grid max-w-(--page-max) grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 md:px-6">
            {children}
          </div>
        </main>
      </div>
      <TabBar {...nav} account={account} {...(tabs ? { tabs } : {})} />
      <Sheet open={menuOpen} onOpenChange={setMenuOpen} label="Pages">
        <Nav {...nav} onNavigate={() => setMenuOpen(false)} />
        {foot}
      </Sheet>
    </>
  );
}

function MenuButton({ onOpen }: { onOpen: () => void }) {
  return (
    <span className="max-md:hidden lg:hidden">
      <Button onClick={onOpen} aria-haspopup="dialog">
        Menu
      </Button>
    </span>
  );
}
