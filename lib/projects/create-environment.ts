import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context } from '../access';
import { appendAudit } from '../audit';
import { AppError, type EnvironmentItem } from '../shared';
import { announce, findProjectEnvironments, insertEnvironment, takeTurn, type Tx } from '../storage';

const MAX_ENVIRONMENTS = 20;

export const createEnvironmentInput = z.object({
  projectId: projectParam,
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be 1 to 40 of a–z, 0–9 and hyphens between them'),
});

/** Throws `conflict` for a slug that is taken, `unprocessable` for too many. */
async function checkRoom(tx: Tx, projectId: number, slug: string): Promise<void> {
  await takeTurn(tx, `environments of project ${projectId}`); // those made at the same moment count, too
  const environments = await findProjectEnvironments(tx, projectId);
  if (environments.some((environment) => environment.slug === slug)) {
    throw new AppError('conflict', 'the project has this environment already', { field: 'slug' });
  }
  if (environments.length >= MAX_ENVIRONMENTS) {
    throw new AppError('unprocessable', `a project has at most ${MAX_ENVIRONMENTS} environments`);
  }
}

/** Adds an environment to a project: staging, preview … */
export async function createEnvironment(
  ctx: Context,
  input: z.infer<typeof createEnvironmentInput>,
): Promise<EnvironmentItem> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id } = requireProject(ctx);
  const environment = await ctx.storage.transaction(async (tx) => {
    await checkRoom(tx, id, input.slug);
    const made = await insertEnvironment(tx, { projectId: id, slug: input.slug, at: ctx.now() });
    await appendAudit(tx, ctx, { action: 'environment.created', projectId: id, target: made.slug });
    return made;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [id] });
  return environment;
}
