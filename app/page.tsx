import { redirect } from 'next/navigation';
import { getPageContext } from '../lib/http';
import { PERMISSIONS } from '../lib/shared';

/** Leads to where there is something to do: set-up, sign-in, the only project, or the choice of one. */
export default async function HomePage() {
  const { me, needsSetup } = await getPageContext();
  if (!me) redirect(needsSetup ? '/setup' : '/sign-in');
  const [project, ...others] = me.organizations.flatMap(({ projects }) => projects);
  const locked = me.organizations.some((organization) => organization.locked);
  if (project && others.length === 0 && !locked) redirect(`/projects/${project.id}`);
  if (!project && locked) redirect('/account');
  const mayCreate = me.organizations.some(({ role }) => PERMISSIONS[role].includes('project:create'));
  redirect(project || !mayCreate ? '/projects' : '/projects/new');
}
