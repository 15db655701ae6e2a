'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { statusQuery, useNow } from '../../lib/client';
import {
  type MeAnswer,
  type OrganizationItem,
  PERMISSIONS,
  type ProjectItem,
  type StatusAnswer,
} from '../../lib/shared';
import { STATUS_HREF } from '../account/account-links';
import { MeProvider } from '../account/me-provider';
import { ProofProvider } from '../account/proof/proof-provider';
import { useAccountMenu } from '../account/use-account-menu';
import { AppFrame, type FrameProject, type FrameStatus } from '../frame/app-frame';
import { IgnoredBanner } from './ignored-banner';
import { projectHref } from './project-href';
import { ProjectProvider } from './project-provider';
import { StatusBanner } from './status-banner';
import { useSessionEnd } from './use-session-end';

type ProjectFrameProps = {
  me: MeAnswer;
  organization: OrganizationItem;
  project: ProjectItem;
  url: string;
  children: ReactNode;
};

const frameProject = ({ id, name, environments }: ProjectItem): FrameProject => ({
  id,
  name,
  href: projectHref(id),
  environments: environments.filter(({ archive }) => !archive).map(({ slug }) => slug),
  archives: environments.filter(({ archive }) => archive).map(({ slug }) => slug),
});

const frameStatus = (status: StatusAnswer): FrameStatus => ({
  version: status.version,
  callsPerMinute: status.callsPerMinute,
  lostCalls: status.lostCalls,
  storageBytes: status.storageBytes,
  behindMs: status.behindSeconds * 1_000,
  openIncidents: status.incidents.open,
  acknowledgedIncidents: status.incidents.acknowledged,
  failedDeliveries: status.failedDeliveries,
});

/** The frame around every page of one project, with what its status says. */
export function ProjectFrame({ me, organization, project, url, children }: ProjectFrameProps) {
  const now = useNow(5_000);
  const { data: status, error } = useQuery(statusQuery(project.id));
  useSessionEnd(error);
  const base = projectHref(project.id);
  const account = useAccountMenu(me, organization);
  const { role } = organization;
  const { instanceAdmin } = me.user;
  // the same as long as it says the same: else all of the page would be drawn again whenever the status is read
  const current = useMemo(
    () => ({ project, base, role, instanceAdmin, url }),
    [project, base, role, instanceAdmin, url],
  );
  return (
    <MeProvider value={me}>
      <ProofProvider>
        <ProjectProvider value={current}>
          <AppFrame
            project={frameProject(project)}
            projects={organization.projects.map(frameProject)}
            organization={organization.name}
            newProjectHref={PERMISSIONS[organization.role].includes('project:create') ? '/projects/new' : null}
            statusHref={me.user.instanceAdmin ? STATUS_HREF : null}
            account={account}
            status={status ? frameStatus(status) : null}
            banner={
              <>
                <IgnoredBanner environments={project.environments.map(({ slug }) => slug)} />
                {status ? (
                  <StatusBanner {...{ status, now }} startHref={`${base}/start`} settingsHref={`${base}/settings`} />
                ) : null}
              </>
            }
          >
            {children}
          </AppFrame>
        </ProjectProvider>
      </ProofProvider>
    </MeProvider>
  );
}
