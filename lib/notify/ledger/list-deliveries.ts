import { z } from 'zod';
import {
  cursorParam,
  environmentParam,
  limitParam,
  requireEnvironment,
  requirePermission,
  requireProject,
  writeCursor,
} from '../../access';
import type { Context } from '../../access';
import type { DeliveriesAnswer } from '../../shared';
import { listMessages, toDeliveryItem } from '../../storage';

export const listDeliveriesInput = z.object({
  incident: z.coerce.number('must be the number of an incident').int().min(1).max(2_147_483_647).optional(),
  alert: z.coerce.number('must be the number of an alert').int().min(1).max(2_147_483_647).optional(),
  channel: z.string().optional(),
  environment: environmentParam,
  state: z.enum(['queued', 'sent', 'retrying', 'failed']).optional(),
  limit: limitParam(100),
  cursor: cursorParam(z.tuple([z.coerce.date(), z.uuid()])).optional(),
});
export type ListDeliveriesInput = z.infer<typeof listDeliveriesInput>;

/** What was to be sent, with every attempt, newest first. */
export async function listDeliveries(ctx: Context, input: ListDeliveriesInput): Promise<DeliveriesAnswer> {
  requirePermission(ctx, 'project:read');
  const project = requireProject(ctx);
  const [createdAt, id] = input.cursor ?? [];
  const rows = await listMessages(ctx.storage, {
    projectId: project.id,
    environment: input.environment === undefined ? null : requireEnvironment(project, input.environment).slug,
    incidentId: input.incident ?? null,
    alertId: input.alert ?? null,
    channelId: input.channel ?? null,
    state: input.state ?? null,
    id: null,
    before: createdAt && id ? { createdAt, id } : null,
    limit: input.limit + 1,
  });
  const deliveries = rows.slice(0, input.limit).map(toDeliveryItem);
  const last = deliveries.at(-1);
  return { deliveries, nextCursor: rows.length > input.limit && last ? writeCursor([last.createdAt, last.id]) : null };
}
