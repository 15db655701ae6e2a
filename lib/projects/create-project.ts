import { z } from 'zod';
import { requirePermission, type Context } from '../access';
import { appendAudit } from '../audit';
import type { ProjectItem } from '../shared';
import { makeProject } from './make-project';
import { toProjectItem } from './to-item';

export const projectName = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters');
export const retentionDays = z
  .number('must be a number of days')
  .int('must be whole days')
  .min(1, 'must be at least 1 day')
  .max(400, 'must be at most 400 days');

export const quotaPerMinute = z
  .number('must be a number of calls')
  .int('must be a whole number of calls')
  .min(60, 'must be at least 60 calls a minute')
  .max(10_000_000, 'must be at most 10,000,000 calls a minute');

export const apdexMs = z
  .number('must be a number of milliseconds')
  .int('must be whole milliseconds')
  .min(1, 'must be at least 1 ms')
  .max(15_000, 'must be at most 15,000 ms');

export const createProjectInput = z.object({ name: projectName, retentionDays: retentionDays.optional() });
export type CreateProjectInput = z.infer<typeof createProjectInput>;

/** Makes a project in the organization of the context, ready to take calls. */
export async function createProject(ctx: Context, input: CreateProjectInput): Promise<ProjectItem> {
  requirePermission(ctx, 'project:create');
  return ctx.storage.transaction(async (tx) => {
    const project = await makeProject(tx, {
      organizationId: ctx.organization.id,
      name: input.name,
      retentionDays: input.retentionDays,
      seal: ctx.seal,
      at: ctx.now(),
    });
    await appendAudit(tx, ctx, { action: 'project.created', projectId: project.id, target: String(project.id) });
    return toProjectItem(project);
  });
}
