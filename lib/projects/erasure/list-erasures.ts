import { z } from 'zod';
import { projectParam, requirePermission, type Context } from '../../access';
import { AppError, type ErasuresAnswer } from '../../shared';
import { erasures } from '../../storage';
import { toErasureItem } from './to-item';

const LISTED = 200;

export const erasuresInput = z.object({ projectId: projectParam });
export const erasureInput = z.object({ erasureId: z.string().max(64) });

/** What was erased of a project, the newest first; the latest 200. */
export async function listProjectErasures(
  ctx: Context,
  { projectId }: z.infer<typeof erasuresInput>,
): Promise<ErasuresAnswer> {
  requirePermission(ctx, 'data:erase', projectId);
  const query = { organizationId: ctx.organization.id, projectId, limit: LISTED };
  return { erasures: (await erasures.listErasures(ctx.storage, query)).map(toErasureItem) };
}

/** What was erased in the organization, projects that are gone included; the latest 200. */
export async function listOwnErasures(ctx: Context): Promise<ErasuresAnswer> {
  requirePermission(ctx, 'data:erase');
  const query = { organizationId: ctx.organization.id, projectId: null, limit: LISTED };
  return { erasures: (await erasures.listErasures(ctx.storage, query)).map(toErasureItem) };
}

/** One receipt as a file. Throws `not_found`. */
export async function getReceipt(ctx: Context, { erasureId }: z.infer<typeof erasureInput>): Promise<Response> {
  requirePermission(ctx, 'data:erase');
  const row = await erasures.findErasure(ctx.storage, { organizationId: ctx.organization.id, id: erasureId });
  if (!row) throw new AppError('not_found', 'no such erasure');
  const { requestedBy, ...receipt } = toErasureItem(row);
  const by = { kind: requestedBy.kind, id: requestedBy.id }; // a name would outlive its person in the file
  return new Response(`${JSON.stringify({ ...receipt, requestedBy: by }, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="erasure-${row.id}.json"`,
    },
  });
}
