'use client';

import { useQuery } from '@tanstack/react-query';
import { projectsQuery } from '../../lib/client';
import { type OrganizationItem, PERMISSIONS } from '../../lib/shared';
import { newProjectHref } from '../account/account-links';
import { projectHref } from '../project/project-href';
import { ButtonLink } from '../ui/control/button-link';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { PROJECT_COLUMNS } from './project-columns';

type ProjectsPanelProps = {
  organization: OrganizationItem;
  /** Names the organization, on the page of all; alone it is the page's title. */
  titled: boolean;
  primary: boolean;
};

/** The projects of one organization, those with open incidents first. */
export function ProjectsPanel({ organization, titled, primary }: ProjectsPanelProps) {
  const { id, name, locked } = organization;
  return (
    <Panel {...(titled ? { title: name } : { label: 'Projects' })} divided={titled} flush>
      {locked ? (
        <EmptyState title="Closed to you until you have two-factor authentication.">
          {name} requires it of every member. <TextLink href="/account">Set it up</TextLink>
        </EmptyState>
      ) : (
        <ProjectList key={id} organization={organization} primary={primary} />
      )}
    </Panel>
  );
}

function ProjectList({ organization, primary }: { organization: OrganizationItem; primary: boolean }) {
  const { id, name, role, projects } = organization;
  const result = useQuery(projectsQuery(id));
  const mayCreate = PERMISSIONS[role].includes('project:create');
  return (
    <AsyncView
      result={result}
      loading={<SkeletonRows rows={Math.max(1, projects.length)} />}
      failing={(error, retry) => (
        <ReadError title={`The projects of ${name} could not be read.`} onRetry={retry} error={error} />
      )}
      isEmpty={(answer) => answer.projects.length === 0}
      empty={
        <EmptyState
          title="No project yet."
          actions={mayCreate ? <ButtonLink href={newProjectHref(id)}>New project</ButtonLink> : null}
        >
          {mayCreate ? 'A project is one API that is watched.' : 'Owners and admins make them.'}
        </EmptyState>
      }
    >
      {(answer) => (
        <Table
          label={`Projects of ${name}`}
          columns={PROJECT_COLUMNS}
          rows={answer.projects}
          rowKey={(project) => project.id}
          rowHref={(project) => projectHref(project.id)}
          primary={primary}
          initialSort={{ columnId: 'incidents', descending: true }}
        />
      )}
    </AsyncView>
  );
}
