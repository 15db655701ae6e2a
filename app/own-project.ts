import { notFound, redirect } from 'next/navigation';
import { getPageContext } from '../lib/http';
import type { MeAnswer, OrganizationItem, ProjectItem } from '../lib/shared';

export interface OwnProject {
  me: MeAnswer;
  organization: OrganizationItem;
  project: ProjectItem;
  url: string;
}

/** The signed-in person; leads to set-up or sign-in when there is none, and from there back. */
export async function ownAccount(): Promise<{ me: MeAnswer; url: string }> {
  const { me, needsSetup, url, path } = await getPageContext();
  if (!me) redirect(needsSetup ? '/setup' : `/sign-in?next=${encodeURIComponent(path)}`);
  return { me, url };
}

/** The project of the path; one of another organization does not exist here. */
export async function ownProject(params: Promise<{ projectId: string }>): Promise<OwnProject> {
  const { me, url } = await ownAccount();
  const { projectId } = await params;
  for (const organization of me.organizations) {
    const project = organization.projects.find(({ id }) => String(id) === projectId);
    if (project) return { me, organization, project, url };
  }
  notFound();
}
