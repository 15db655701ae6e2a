import { z } from 'zod';
import { requirePermission } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { announce, updateChannel as saveChannel } from '../../storage';
import { channelName } from './create-channel';
import { channelInput, ownChannel } from './own-channel';

export const updateChannelInput = channelInput
  .extend({ name: channelName.optional(), enabled: z.boolean('must be true or false').optional() })
  .refine(
    ({ name, enabled }) => name !== undefined || enabled !== undefined,
    'nothing to change: send name or enabled',
  );
export type UpdateChannelInput = z.infer<typeof updateChannelInput>;

/** Renames a channel, or turns it on or off. */
export async function updateChannel(ctx: Context, input: UpdateChannelInput): Promise<{ id: string }> {
  requirePermission(ctx, 'channel:update');
  const changed = await ctx.storage.transaction(async (tx) => {
    const { id, projectId } = await ownChannel(tx, ctx, input.channelId);
    const change = {
      ...(input.name !== undefined && { name: input.name }),
      ...(input.enabled !== undefined && { enabled: input.enabled }),
    };
    await saveChannel(tx, { id, now: ctx.now(), ...change });
    const data = { renamed: input.name !== undefined, enabled: input.enabled ?? null };
    await appendAudit(tx, ctx, { action: 'channel.updated', projectId, target: id, data });
    return { id, projectId };
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [changed.projectId] });
  return { id: changed.id };
}
