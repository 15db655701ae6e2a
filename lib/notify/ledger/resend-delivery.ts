import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError } from '../../shared';
import { announce, requeueMessage } from '../../storage';

export const resendDeliveryInput = z.object({ deliveryId: z.string() });
export type ResendDeliveryInput = z.infer<typeof resendDeliveryInput>;

/** Sends a message again, with the same id and a fresh schedule. Throws `conflict` while it is on its way. */
export async function resendDelivery(ctx: Context, { deliveryId }: ResendDeliveryInput): Promise<{ id: string }> {
  requirePermission(ctx, 'delivery:resend');
  const { id: projectId } = requireProject(ctx);
  await ctx.storage.transaction(async (tx) => {
    const requeued = await requeueMessage(tx, { projectId, id: deliveryId, now: ctx.now() });
    if (requeued === null) throw new AppError('not_found', 'no such delivery');
    if (!requeued) throw new AppError('conflict', 'the message is still on its way');
    await appendAudit(tx, ctx, { action: 'delivery.resent', projectId, target: deliveryId });
  });
  await announce(ctx.storage, { topic: 'outbox', projectIds: [projectId] });
  return { id: deliveryId };
}
