'use client';

import { type ReactNode, useState } from 'react';
import { keptFor, LiveProvider, usePageState } from '../../lib/client';
import { useCommandK } from '../ui/keys/use-command-k';
import { FrameShell } from './frame-shell';
import type { AccountMenuProps } from './header/account-menu';
import { ComparePicker } from './header/compare-picker';
import { Header } from './header/header';
import { KeysDialog } from './keys-dialog';
import { LiveStateButton } from './header/live-state';
import { NavFoot } from './nav/nav-foot';
import { type NavCounts, navOf } from './nav/nav-items';
import { Palette } from './palette/palette';
import { SearchButton } from './palette/search-button';
import { RangePicker } from './header/range-picker';
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
  /** Slugs of the archives: imported history, outside of "all environments". */
  archives: readonly string[];
}

export interface AppFrameProps {
  project: FrameProject;
  projects: readonly FrameProject[];
  /** Where a new project is made; null for those who may not. */
  newProjectHref: string | null;
  organization: string;
  /** Page about the instance; null for those who may not see it. */
  statusHref: string | null;
  account: Omit<AccountMenuProps, 'onKeys'>;
  status: FrameStatus | null;
  /** Shown under the header on every page: ingest stopped, numbers behind. */
  banner?: ReactNode;
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

function Frame({ project, projects, organization, status, banner, ...props }: AppFrameProps) {
  const { kept } = usePageState();
  const [keysOpen, setKeysOpen] = useState(false);
  const [searching, setSearching] = useState(false);
  const sections = navOf(project.href, status);
  const showKeys = () => setKeysOpen(true);
  const search = () => setSearching(true);
  useFrameKeys(sections, { showKeys, search });
  useCommandK(() => setSearching((was) => !was));
  const account = { ...props.account, onKeys: showKeys };
  const siblings = projects.map(({ id, name, href, environments, archives }) => ({
    id,
    name,
    href: `${href}${keptFor(kept, [...environments, ...archives])}`,
  }));
  return (
    <>
      <FrameShell
        header={(menu) => (
          <Header
            home={`${project.href}${kept}`}
            organization={organization}
            account={account}
            project={{ ...project, siblings, newHref: props.newProjectHref }}
            menu={menu}
            search={<SearchButton onOpen={search} />}
            end={<Tools status={status} />}
          />
        )}
        banner={banner}
        nav={{ sections, base: project.href, kept }}
        foot={<NavFoot {...footOf(status)} statusHref={props.statusHref} onKeys={showKeys} />}
        tools={<PhoneTools status={status} />}
        account={account}
      >
        {props.children}
      </FrameShell>
      <KeysDialog open={keysOpen} onOpenChange={setKeysOpen} sections={sections} />
      <Palette open={searching} onOpenChange={setSearching} actions={{ sections, siblings, project, kept, showKeys }} />
    </>
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
