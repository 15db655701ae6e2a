import { listAllProjects, listUsers } from '../../lib/storage';
import { withInstance, type Settings } from './instance';

type Users = Awaited<ReturnType<typeof listUsers>>;
type Projects = Awaited<ReturnType<typeof listAllProjects>>;

const orNone = (lines: string[]): string[] => (lines.length > 0 ? lines : ['  none']);

function format(users: Users, projects: Projects): string {
  const userLines = users.map(({ email, members }) => {
    const roles = members.map(({ role, organization }) => `${role} of ${organization.name}`).join(', ');
    return `  ${email}  ${roles || 'in no organization'}`;
  });
  const projectLines = projects.map(({ id, name, organization }) => `  ${id}  ${name}  (${organization.name})`);
  return ['Users', ...orNone(userLines), 'Projects', ...orNone(projectLines)].join('\n');
}

/** `admin list`. Gives the lines to print: users with their roles, then projects with their organization. */
export async function runList(env: Settings): Promise<string> {
  return withInstance(env, async ({ storage }) => format(await listUsers(storage), await listAllProjects(storage)));
}
