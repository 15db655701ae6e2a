import { redirect } from 'next/navigation';
import { getPageContext } from '../lib/http';

/** Leads to where there is something to do: set-up, sign-in, or the first project. */
export default async function HomePage() {
  const { me, needsSetup } = await getPageContext();
  if (!me) redirect(needsSetup ? '/setup' : '/sign-in');
  const project = me.organizations.flatMap(({ projects }) => projects)[0];
  redirect(project ? `/projects/${project.id}` : '/projects/new');
}
