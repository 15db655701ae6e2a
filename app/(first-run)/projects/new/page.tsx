import type { Metadata } from 'next';
import { NewProjectForm } from '../../../../components/first-run/new-project-form';
import { PlainFrame } from '../../../../components/frame/plain-frame';
import { ButtonLink } from '../../../../components/ui/control/button-link';
import { PageTitle } from '../../../../components/ui/layout/page-title';
import { PERMISSIONS } from '../../../../lib/shared';
import { ownAccount } from '../../../own-project';

export const metadata: Metadata = { title: 'New project' };

type PageProps = { searchParams: Promise<{ organization?: string | string[] }> };

export default async function Page({ searchParams }: PageProps) {
  const { me } = await ownAccount();
  const { organization } = await searchParams;
  const open = me.organizations.filter(({ role, locked }) => !locked && PERMISSIONS[role].includes('project:create'));
  const chosen = open.find(({ id }) => id === organization) ?? open[0];
  const hasProject = me.organizations.some(({ projects }) => projects.length > 0);
  return (
    <PlainFrame
      end={
        hasProject ? (
          <ButtonLink href="/" kind="quiet" size="tall">
            Cancel
          </ButtonLink>
        ) : null
      }
    >
      <PageTitle>New project</PageTitle>
      {chosen ? (
        <NewProjectForm organizations={open} initialId={chosen.id} />
      ) : (
        <p className="text-ink-2">
          There is no project that you may open, and your role does not make new ones. Ask an admin of your
          organization.
        </p>
      )}
    </PlainFrame>
  );
}
