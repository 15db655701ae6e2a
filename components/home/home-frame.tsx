'use client';

import type { ReactNode } from 'react';
import type { MeAnswer } from '../../lib/shared';
import { MeProvider } from '../account/me-provider';
import { ProofProvider } from '../account/proof/proof-provider';
import { useAccountMenu } from '../account/use-account-menu';
import { FrameShell } from '../frame/frame-shell';
import { Header } from '../frame/header/header';
import { HOME_NAV, HOME_TABS } from './home-nav';
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
  const current = me.organizations.find(({ id }) => id === organizationId) ?? only ?? null;
  const account = useAccountMenu(me);
  useAnySessionEnd();
  return (
    <MeProvider value={me}>
      <ProofProvider>
        <FrameShell
          header={(menu) => (
            <Header home="/" organization={current?.name ?? 'All organizations'} account={account} menu={menu} />
          )}
          nav={{ sections: HOME_NAV, base: '/', kept: '' }}
          tabs={HOME_TABS}
          account={account}
        >
          {children}
        </FrameShell>
      </ProofProvider>
    </MeProvider>
  );
}
