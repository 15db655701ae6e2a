import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError } from '../../shared';
import type { CallItem } from '../../shared';
import { findCall } from '../../storage';
import { projectParam, retainedSinceMs, timeParam } from '../range/params';
import { callItems } from './call-items';

export const callInput = z.object({
  projectId: projectParam,
  callId: z
    .string()
    .regex(/^\d{1,19}$/, { error: 'must be the id of a call, a whole number', abort: true })
    .refine((id) => BigInt.asIntN(64, BigInt(id)) === BigInt(id), { error: 'must be the id of a call' }),
  at: timeParam,
});
export type CallInput = z.output<typeof callInput>;

/**
 * One call by its id and the millisecond in which it finished, both as lists tell them, whatever its environment. Throws
 * `not_found` for one that the project has not, or keeps no more.
 */
export async function getCall(ctx: Context, { projectId, callId, at }: CallInput): Promise<CallItem> {
  requirePermission(ctx, 'project:read', projectId);
  const project = requireProject(ctx);
  const row = await findCall(ctx.storage, { projectId, id: callId, from: at, to: new Date(at.getTime() + 1) });
  const environment = project.environments.find(({ id }) => id === row?.environment_id);
  const isKept = environment && (environment.archive || at.getTime() >= retainedSinceMs(ctx, project));
  const [item] = row && isKept ? await callItems(ctx.storage, project, [row]) : [];
  if (!item) throw new AppError('not_found', 'no such call, or it is not kept any more');
  return item;
}
