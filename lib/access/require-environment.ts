import { AppError } from '../shared';
import type { ContextProject } from './context';

/** The environment of this name. Throws `invalid`, with the names that there are, for one that the project does not have. */
export function requireEnvironment({ environments }: ContextProject, slug: string): ContextProject['environments'][0] {
  const found = environments.find((environment) => environment.slug === slug);
  if (found) return found;
  const known = environments.map((environment) => environment.slug).join(', ');
  throw new AppError('invalid', `environment: no "${slug}" in this project; it has ${known}`, { field: 'environment' });
}
