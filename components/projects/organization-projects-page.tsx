'use client';

import { newProjectHref } from '../account/account-links';
import { useMayHere, useOrganization } from '../home/organization-provider';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { ProjectsPanel } from './projects-panel';

/** The projects of one organization. */
export function OrganizationProjectsPage() {
  const organization = useOrganization();
  const mayCreate = useMayHere('project:create');
  return (
    <>
      <PageTitle
        note={`${organization.name}, the last 24 h`}
        end={
          mayCreate ? (
            <ButtonLink href={newProjectHref(organization.id)} size="tall">
              New project
            </ButtonLink>
          ) : null
        }
      >
        Projects
      </PageTitle>
      <ProjectsPanel organization={organization} titled={false} primary />
    </>
  );
}
