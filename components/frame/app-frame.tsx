'use client';

import { type ReactNode, useState } from 'react';
import { LiveProvider, usePageState } from '../../lib/client';
import { Button } from '../ui/control/button';
import { Sheet } from '../ui/overlay/sheet';
import { ComparePicker } from './header/compare-picker';
import { Header } from './header/header';
import { KeysDialog } from './keys-dialog';
import { LiveStateButton } from './header/live-state';
import { Nav } from './nav/nav';
import { NavFoot } from './nav/nav-foot';
import { type NavCounts, navOf } from './nav/nav-items';
import { RangePicker } from './header/range-picker';
import { SkipLink } from './skip-link';
import { TabBar } from './nav/tab-bar';
import { useFrameKeys } from './use-frame-keys';

/** What the frame shows about the project right now; null until known. */
export interface FrameStatus extends NavCounts {
  version: string;
  callsPerMinute: number;
  lostCalls: number;
  storageBytes: number;
  behindMs: number;
}

export interface FrameProject {
  id: number;
  name: string;
  /** Path of its overview; its other pages live below. */
  href: string;
  /** Slugs, without archives. */
  environments: readonly string[];
}

export interface AppFrameProps {
  project: FrameProject;
  projects: readonly FrameProject[];
  /** Where a new project is made; null for those who may not. */
  newProjectHref: string | null;
  organization: string;
  email: string;
  status: FrameStatus | null;
  /** Shown under the header on every page: ingest stopped, numbers behind. */
  banner?: ReactNode;
  onSignOut: () => void;
  children: ReactNode;
}

/** Header, navigation and main landmark of every page of a project, with its live stream and keys. */
export function AppFrame(props: AppFrameProps) {
  return (
    <LiveProvider projectId={props.project.id}>
      <Frame {...props} />
    </LiveProvider>
  );
}

function Frame({ project, projects, organization, email, status, banner, onSignOut, ...props }: AppFrameProps) {
  const { kept } = usePageState();
  const [keysOpen, setKeysOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  const sections = navOf(project.href, status);
  const showKeys = () => setKeysOpen(true);
  useFrameKeys(sections, showKeys);
  const account = { email, onKeys: showKeys, onSignOut };
  const siblings = projects.map(({ id, name, href }) => ({ id, name, href }));
  const nav = { sections, base: project.href, kept };
  const foot = <NavFoot {...footOf(status)} onKeys={showKeys} />;
  return (
    <>
      <SkipLink />
      <Header
        home={`${project.href}${kept}`}
        organization={organization}
        account={account}
        project={{ name: project.name, siblings, environments: project.environments, newHref: props.newProjectHref }}
        menu={<MenuButton onOpen={() => setMenuOpen(true)} />}
        end={<Tools status={status} />}
      />
      {banner}
      <div className="flex">
        <aside className="sticky top-12 flex h-[calc(100vh-48px)] w-(--nav-w) shrink-0 flex-col justify-between overflow-y-auto border-r border-line max-lg:hidden">
          <Nav {...nav} />
          {foot}
        </aside>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none max-md:pb-20">
          <PhoneTools status={status} />
          <div className="mx-auto grid max-w-(--page-max) grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 md:px-6">
            {props.children}
          </div>
        </main>
      </div>
      <TabBar {...nav} account={account} />
      <Sheet open={menuOpen} onOpenChange={setMenuOpen} label="Pages">
        <Nav {...nav} onNavigate={() => setMenuOpen(false)} />
        {foot}
      </Sheet>
      <KeysDialog open={keysOpen} onOpenChange={setKeysOpen} sections={sections} />
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

function Tools({ status }: { status: FrameStatus | null }) {
  return (
    <>
      <span className="max-md:hidden">
        <LiveStateButton behindMs={status?.behindMs ?? null} />
      </span>
      <span className="flex gap-2 max-md:hidden">
        <RangePicker />
        <ComparePicker />
      </span>
    </>
  );
}

function PhoneTools({ status }: { status: FrameStatus | null }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2 md:hidden">
      <RangePicker />
      <ComparePicker />
      <span className="ml-auto">
        <LiveStateButton behindMs={status?.behindMs ?? null} />
      </span>
    </div>
  );
}

const footOf = (status: FrameStatus | null) => ({
  version: status?.version ?? '',
  callsPerMinute: status?.callsPerMinute ?? null,
  lostCalls: status?.lostCalls ?? null,
  storageBytes: status?.storageBytes ?? null,
});
