import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context } from '../access';
import { appendAudit } from '../audit';
import { looksLikeLogin } from '../formats';
import { AppError, type EndpointInfo } from '../shared';
import { announce, findEndpointsById, setLoginEndpoint, type EndpointName } from '../storage';

export const updateEndpointInput = z.object({
  projectId: projectParam,
  endpointId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an endpoint, a whole number')
    .transform(Number),
  isLogin: z.boolean('must be true or false'),
});

function toInfo({ id, method, route, isLogin, firstSeenAt, lastSeenAt }: EndpointName): EndpointInfo {
  const loginSuggested = !isLogin && looksLikeLogin(method, route);
  const [first, last] = [firstSeenAt.toISOString(), lastSeenAt.toISOString()];
  return { id, method, route, isLogin, loginSuggested, firstSeenAt: first, lastSeenAt: last };
}

/**
 * Flags an endpoint as login endpoint, so that POSTs of rows and logs on it count as login attempts from now on, or takes the
 * flag away. What an SDK marks as a login flags its endpoint again.
 */
export async function updateEndpoint(ctx: Context, input: z.infer<typeof updateEndpointInput>): Promise<EndpointInfo> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const { endpointId, isLogin } = input;
  const changed = await ctx.storage.transaction(async (tx) => {
    const before = (await findEndpointsById(tx, projectId, [endpointId])).get(endpointId);
    if (!before) throw new AppError('not_found', 'no such endpoint');
    if (isLogin && before.method !== 'POST') {
      throw new AppError('invalid', 'isLogin: a login is a POST, which this endpoint is not', { field: 'isLogin' });
    }
    const after = await setLoginEndpoint(tx, { projectId, endpointId, isLogin });
    if (!after) return { endpoint: before, announced: false };
    const target = String(endpointId);
    await appendAudit(tx, ctx, { action: 'endpoint.updated', projectId, target, data: { isLogin } });
    return { endpoint: after, announced: true };
  });
  if (changed.announced) await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return toInfo(changed.endpoint);
}
