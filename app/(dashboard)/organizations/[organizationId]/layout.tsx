import type { ReactNode } from 'react';
import { HomeFrame } from '../../../../components/home/home-frame';
import { ownOrganization } from '../../../own-project';

type OrganizationLayoutProps = { params: Promise<{ organizationId: string }>; children: ReactNode };

/** The frame of the pages about one organization. */
export default async function OrganizationLayout({ params, children }: OrganizationLayoutProps) {
  const { me, organization } = await ownOrganization(params);
  return (
    <HomeFrame me={me} organizationId={organization.id}>
      {children}
    </HomeFrame>
  );
}
