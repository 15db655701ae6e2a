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

/** The organization of the path. One that requires a second factor leads whoever has none to the account page. */
export async function ownOrganization(
  params: Promise<{ organizationId: string }>,
): Promise<{ me: MeAnswer; organization: OrganizationItem }> {
  const { me } = await ownAccount();
  const { organizationId } = await params;
  const organization = me.organizations.find(({ id }) => id === organizationId);
  if (!organization) notFound();
  if (organization.locked) redirect('/account');
  return { me, organization };
}

/**
 * The project of the path; one of another organization does not exist here. What a locked organization has is not known,
 * so whoever is locked out of one is led to where it can be opened.
 */
export async function ownProject(params: Promise<{ projectId: string }>): Promise<OwnProject> {
  const { me, url } = await ownAccount();
  const { projectId } = await params;
  for (const organization of me.organizations) {
    const project = organization.projects.find(({ id }) => String(id) === projectId);
    if (project) return { me, organization, project, url };
  }
  if (me.organizations.some(({ locked }) => locked)) redirect('/account');
  notFound();
}
