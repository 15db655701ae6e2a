import type { Metadata } from 'next';
import { NewProjectForm } from '../../../../components/first-run/new-project-form';
import { PlainFrame } from '../../../../components/frame/plain-frame';
import { ButtonLink } from '../../../../components/ui/control/button-link';
import { PageTitle } from '../../../../components/ui/layout/page-title';
import { PERMISSIONS } from '../../../../lib/shared';
import { ownAccount } from '../../../own-project';

export const metadata: Metadata = { title: 'New project' };

export default async function Page() {
  const { me } = await ownAccount();
  const open = me.organizations.filter(({ role }) => PERMISSIONS[role].includes('project:create'));
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
      {open.length > 0 ? (
        <NewProjectForm organizations={open} />
      ) : (
        <p className="text-ink-2">
          There is no project that you may open, and your role does not make new ones. Ask an admin of your
          organization.
        </p>
      )}
    </PlainFrame>
  );
}
