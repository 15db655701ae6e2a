'use client';

import { LiveProvider } from '../../lib/client';
import type { MeAnswer, OrganizationItem, ProjectItem } from '../../lib/shared';
import { PlainFrame } from '../frame/plain-frame';
import { projectHref } from '../project/project-href';
import { ProjectProvider } from '../project/project-provider';
import { ButtonLink } from '../ui/control/button-link';
import { StartPage } from './start-page';

type StartViewProps = {
  me: MeAnswer;
  organization: OrganizationItem;
  project: ProjectItem;
  url: string;
  openedAtMs: number;
  /** Where this Callwatch lies on this very machine; null where it runs elsewhere. */
  clone: string | null;
};

/** The first run stands in the plain frame, with the live stream of its project. */
export function StartView({ me, organization, project, url, openedAtMs, clone }: StartViewProps) {
  const base = projectHref(project.id);
  const current = { project, base, role: organization.role, instanceAdmin: me.user.instanceAdmin, url };
  return (
    <ProjectProvider value={current}>
      <LiveProvider projectId={project.id}>
        <PlainFrame
          width="wide"
          end={
            <ButtonLink href={base} kind="quiet" size="tall">
              Do this later
            </ButtonLink>
          }
        >
          <StartPage key={project.id} openedAtMs={openedAtMs} clone={clone} />
        </PlainFrame>
      </LiveProvider>
    </ProjectProvider>
  );
}
