import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NewOrganizationForm } from '../../../../components/organization/new-organization-form';
import { PlainFrame } from '../../../../components/frame/plain-frame';
import { ButtonLink } from '../../../../components/ui/control/button-link';
import { PageTitle } from '../../../../components/ui/layout/page-title';
import { ownAccount } from '../../../own-project';

export const metadata: Metadata = { title: 'New organization' };

export default async function Page() {
  const { me } = await ownAccount();
  if (!me.user.instanceAdmin) notFound();
  return (
    <PlainFrame
      end={
        <ButtonLink href="/projects" kind="quiet" size="tall">
          Cancel
        </ButtonLink>
      }
    >
      <PageTitle below="A tenant of its own: its members see nothing of the others, and its projects are theirs alone.">
        New organization
      </PageTitle>
      <NewOrganizationForm />
    </PlainFrame>
  );
}
