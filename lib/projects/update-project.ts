import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context } from '../access';
import { appendAudit } from '../audit';
import { AppError, type ProjectItem } from '../shared';
import { announce, updateProjectRow } from '../storage';
import { projectName, retentionDays } from './create-project';
import { toProjectItem } from './to-item';

export const updateProjectInput = z.object({
  projectId: projectParam,
  name: projectName.optional(),
  retentionDays: retentionDays.optional(),
});

/** Changes name or retention of a project. */
export async function updateProject(ctx: Context, input: z.infer<typeof updateProjectInput>): Promise<ProjectItem> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id } = requireProject(ctx);
  const { name, retentionDays: days } = input;
  if (name === undefined && days === undefined)
    throw new AppError('invalid', 'nothing to change: give name or retentionDays');
  const project = await ctx.storage.transaction(async (tx) => {
    const changed = await updateProjectRow(tx, { projectId: id, name, retentionDays: days });
    const data = { ...(name !== undefined && { name }), ...(days !== undefined && { retentionDays: days }) };
    await appendAudit(tx, ctx, { action: 'project.updated', projectId: id, target: String(id), data });
    return changed;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [id] });
  return toProjectItem(project);
}
