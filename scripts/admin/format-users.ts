import { listAllProjects, listUsers, type Storage } from '../../lib/storage';

/** Users with their roles, then organizations with their projects, as lines of text. */
export async function formatUsers(storage: Storage): Promise<string> {
  const users = await listUsers(storage);
  const projects = await listAllProjects(storage);
  const roles = (members: (typeof users)[number]['members']): string =>
    members.map(({ role, organization }) => `${role} of ${organization.name}`).join(', ') || 'in no organization';
  return [
    'Users',
    ...(users.length > 0 ? users.map((user) => `  ${user.email}  ${roles(user.members)}`) : ['  none']),
    'Projects',
    ...(projects.length > 0
      ? projects.map(({ id, name, organization }) => `  ${id}  ${name}  (${organization.name})`)
      : ['  none']),
  ].join('\n');
}
