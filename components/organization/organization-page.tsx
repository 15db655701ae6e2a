'use client';

import { useMayHere, useOrganization } from '../home/organization-provider';
import { ReceiptsPanel } from '../erasures/receipts-panel';
import { PageTitle } from '../ui/layout/page-title';
import { OrganizationNamePanel } from './organization-name-panel';
import { RequireTwoFactorPanel } from './require-two-factor-panel';

/** What holds for everybody in the organization. */
export function OrganizationPage() {
  const { name, role } = useOrganization();
  const may = useMayHere('organization:update');
  const mayErase = useMayHere('data:erase');
  return (
    <>
      <PageTitle note={may ? name : `${name}. Owners change them; your role is ${role}.`}>
        Organization settings
      </PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <OrganizationNamePanel />
        <RequireTwoFactorPanel />
      </div>
      {mayErase ? <ReceiptsPanel /> : null}
    </>
  );
}
