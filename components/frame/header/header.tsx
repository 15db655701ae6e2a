'use client';

import { PageLink } from '../../ui/control/page-link';
import type { ReactNode } from 'react';
import { usePageState } from '../../../lib/client';
import { MenuHeading, MenuItem, MenuLine, MenuLink } from '../../ui/overlay/menu';
import { AccountMenuItems, type AccountMenuProps } from './account-menu';
import { Mark } from '../mark';
import { Switcher } from './switcher';

export type HeaderProps = {
  /** Where the mark leads. */
  home: string;
  organization: string;
  account: AccountMenuProps;
  project?: {
    name: string;
    siblings: readonly { id: number; name: string; href: string }[];
    environments: readonly string[];
    /** Slugs of imported history; left out of "all environments". */
    archives: readonly string[];
    /** Where a new project is made; null for those who may not. */
    newHref: string | null;
  };
  /** Opens the page list below 1024 px. */
  menu?: ReactNode;
  /** Opens the command palette. */
  search?: ReactNode;
  end?: ReactNode;
};

/** 48 px bar on every signed-in page: mark, organization / project / environment, then what the page adds. */
export function Header({ home, organization, account, project, menu, search, end }: HeaderProps) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center border-b border-line bg-surface pr-4 max-md:static max-md:pl-4 md:pr-6">
      <div className="flex shrink-0 items-center gap-2 md:w-(--nav-w) md:pl-4 md:max-lg:w-auto md:max-lg:pr-4">
        {menu}
        <PageLink href={home} className="ring-focus flex items-center gap-2 rounded-2 font-semibold max-md:pr-2">
          <Mark />
          <span className="max-lg:sr-only">Callwatch</span>
        </PageLink>
      </div>
      {/* on wide windows the search gives way, not the names */}
      <div className="flex min-w-0 items-center gap-0.5 xl:max-w-1/3 xl:shrink-0">
        <span className="max-md:hidden">
          <Switcher label="Organization and account" current={organization}>
            <AccountMenuItems {...account} />
          </Switcher>
        </span>
        {project ? <ProjectSwitchers project={project} /> : null}
      </div>
      {search ? <div className="ml-auto flex min-w-0 pl-3">{search}</div> : null}
      <div className="ml-auto flex items-center gap-2 md:pl-3">{end}</div>
    </header>
  );
}

const Slash = () => (
  <span aria-hidden="true" className="px-1 text-ink-4">
    /
  </span>
);

function ProjectSwitchers({ project }: { project: NonNullable<HeaderProps['project']> }) {
  const { environment, setEnvironment } = usePageState();
  return (
    <>
      <span className="max-md:hidden">
        <Slash />
      </span>
      <Switcher label="Project" current={project.name} strong>
        {project.siblings.map((sibling) => (
          <MenuLink key={sibling.id} href={sibling.href} current={sibling.name === project.name}>
            {sibling.name}
          </MenuLink>
        ))}
        {project.newHref ? (
          <>
            <MenuLine />
            <MenuLink href={project.newHref}>New project…</MenuLink>
          </>
        ) : null}
      </Switcher>
      <Slash />
      <Switcher label="Environment" current={environment ?? 'all environments'}>
        <MenuItem onSelect={() => setEnvironment(null)}>all environments</MenuItem>
        <MenuLine />
        <MenuHeading>Environments</MenuHeading>
        {project.environments.map((slug) => (
          <MenuItem key={slug} onSelect={() => setEnvironment(slug)} note={slug === environment ? 'now' : undefined}>
            {slug}
          </MenuItem>
        ))}
        {project.archives.length > 0 ? <MenuLine /> : null}
        {project.archives.map((slug) => (
          <MenuItem
            key={slug}
            onSelect={() => setEnvironment(slug)}
            note={slug === environment ? 'now' : 'imports, kept for good'}
          >
            {slug}
          </MenuItem>
        ))}
      </Switcher>
    </>
  );
}
