'use client';

import { PageTitle } from '../ui/layout/page-title';
import { Banner } from '../ui/state/banner';
import { AppearancePanel } from './appearance-panel';
import { useMe } from './me-provider';
import { NamePanel } from './name-panel';
import { PasswordPanel } from './password-panel';
import { SessionsPanel } from './sessions-panel';
import { TwoFactorPanel } from './two-factor/two-factor-panel';

/** The person: how others see them, how they sign in, where they are signed in, how this browser shows things. */
export function AccountPage() {
  const me = useMe();
  const locked = me.organizations.filter((organization) => organization.locked).map(({ name }) => name);
  return (
    <>
      <PageTitle note={me.user.email}>Account</PageTitle>
      {locked.length > 0 ? (
        <Banner state="degraded" title={`${locked.join(', ')} is closed to you`}>
          Two-factor authentication is required there. Set it up below, and it opens.
        </Banner>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <TwoFactorPanel />
          <NamePanel />
        </div>
        <div className="grid gap-4">
          <PasswordPanel />
          <AppearancePanel />
        </div>
      </div>
      <SessionsPanel />
    </>
  );
}
