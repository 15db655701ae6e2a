'use client';

import type { ReactNode } from 'react';
import type { MeAnswer } from '../../lib/shared';
import { organizationHref } from '../account/account-links';
import { MeProvider } from '../account/me-provider';
import { ProofProvider } from '../account/proof/proof-provider';
import { useAccountMenu } from '../account/use-account-menu';
import { FrameShell } from '../frame/frame-shell';
import { Header } from '../frame/header/header';
import { HOME_TABS, homeNav } from './home-nav';
import { OrganizationProvider } from './organization-provider';
import { useAnySessionEnd } from './use-any-session-end';

type HomeFrameProps = {
  me: MeAnswer;
  /** The organization that the page is about; null for the person and for all projects. */
  organizationId: string | null;
  children: ReactNode;
};

/** The frame of the pages outside of projects: all projects, organizations, the person's account. */
export function HomeFrame({ me, organizationId, children }: HomeFrameProps) {
  const only = me.organizations.length === 1 ? me.organizations[0] : undefined;
  const organization = me.organizations.find(({ id }) => id === organizationId) ?? null;
  const current = organization ?? only ?? null;
  const account = useAccountMenu(me, current);
  useAnySessionEnd();
  return (
    <MeProvider value={me}>
      <ProofProvider>
        <FrameShell
          header={(menu) => (
            <Header
              home="/projects"
              organization={current?.name ?? 'All organizations'}
              account={account}
              menu={menu}
            />
          )}
          nav={{ sections: homeNav(me, current), base: current ? organizationHref(current.id) : '/projects', kept: '' }}
          tabs={HOME_TABS}
          account={account}
        >
          <OrganizationProvider value={organization}>{children}</OrganizationProvider>
        </FrameShell>
      </ProofProvider>
    </MeProvider>
  );
}
