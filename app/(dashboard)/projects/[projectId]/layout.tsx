import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ProjectFrame } from '../../../../components/project/project-frame';
import { getPageContext } from '../../../../lib/http';

type ProjectLayoutProps = { params: Promise<{ projectId: string }>; children: ReactNode };

/** The frame of one project; a project of another organization does not exist here. */
export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const { me, needsSetup, url } = await getPageContext();
  if (!me) redirect(needsSetup ? '/setup' : '/sign-in');
  const { projectId } = await params;
  const organization = me.organizations.find(({ projects }) => projects.some(({ id }) => String(id) === projectId));
  const project = organization?.projects.find(({ id }) => String(id) === projectId);
  if (!organization || !project) notFound();
  return (
    <ProjectFrame me={me} organization={organization} project={project} url={url}>
      {children}
    </ProjectFrame>
  );
}
