'use client';

import { countOf, PERMISSIONS } from '../../lib/shared';
import { useMe } from '../account/me-provider';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import { ProjectsPanel } from './projects-panel';

/** Everything the person may watch, by organization: where something is open, and what came within the last 24 h. */
export function AllProjectsPage() {
  const { organizations } = useMe();
  const count = organizations.flatMap(({ projects }) => projects).length;
  const mayCreate = organizations.some(({ role, locked }) => !locked && PERMISSIONS[role].includes('project:create'));
  return (
    <>
      <PageTitle
        note={`${countOf(count, 'project')}, the last 24 h`}
        end={
          mayCreate ? (
            <ButtonLink href="/projects/new" size="tall">
              New project
            </ButtonLink>
          ) : null
        }
      >
        All projects
      </PageTitle>
      {organizations.length === 0 ? (
        <Panel label="Projects" flush>
          <EmptyState title="You are in no organization.">An invitation by mail leads into one.</EmptyState>
        </Panel>
      ) : null}
      {organizations.map((organization, index) => (
        <ProjectsPanel key={organization.id} organization={organization} titled primary={index === 0} />
      ))}
    </>
  );
}
