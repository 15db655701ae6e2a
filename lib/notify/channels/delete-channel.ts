import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { announce, deleteChannel as removeChannel, endMessagesOfChannel } from '../../storage';
import { ownChannel } from './own-channel';
import type { ChannelInput } from './own-channel';

/** Deletes a channel; what it still had to send is given up and stays in the list of deliveries. */
export async function deleteChannel(ctx: Context, { channelId }: ChannelInput): Promise<void> {
  requirePermission(ctx, 'channel:delete');
  const { id: projectId } = requireProject(ctx);
  await ctx.storage.transaction(async (tx) => {
    const { id } = await ownChannel(tx, ctx, channelId);
    await endMessagesOfChannel(tx, id);
    await removeChannel(tx, { projectId, id });
    await appendAudit(tx, ctx, { action: 'channel.deleted', projectId, target: id });
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
}
