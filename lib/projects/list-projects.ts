import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context } from '../access';
import type { ProjectItem } from '../shared';
import { listProjects } from '../storage';
import { toProjectItem } from './to-item';

export const projectInput = z.object({ projectId: projectParam });

/** Projects of the organization of the context. */
export async function listOwnProjects(ctx: Context): Promise<{ projects: ProjectItem[] }> {
  requirePermission(ctx, 'project:read');
  const projects = await listProjects(ctx.storage, ctx.organization.id);
  return { projects: projects.map(toProjectItem) };
}

/** The project that the request names. */
export function getProject(ctx: Context, input: z.infer<typeof projectInput>): ProjectItem {
  requirePermission(ctx, 'project:read', input.projectId);
  return toProjectItem(requireProject(ctx));
}
