import { requirePermission } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { deleteChannel as removeChannel, endMessagesOfChannel } from '../../storage';
import { ownChannel } from './own-channel';
import type { ChannelInput } from './own-channel';

/** Deletes a channel; what it still had to send is given up and stays in the list of deliveries. */
export async function deleteChannel(ctx: Context, { channelId }: ChannelInput): Promise<void> {
  requirePermission(ctx, 'channel:delete');
  await ctx.storage.transaction(async (tx) => {
    const { id, projectId } = await ownChannel(tx, ctx, channelId);
    await endMessagesOfChannel(tx, id);
    await removeChannel(tx, { projectId, id });
    await appendAudit(tx, ctx, { action: 'channel.deleted', projectId, target: id });
  });
}
