import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { ChannelItem, ChannelsAnswer } from '../../shared';
import { listChannels as readChannels } from '../../storage';
import type { ListedChannel } from '../../storage';

function healthOf(channel: ListedChannel): ChannelItem['health'] {
  const lastSentAt = channel.lastSentAt?.toISOString() ?? null;
  if (!channel.enabled) return { state: 'disabled', lastSentAt, lastError: channel.disabledWhy };
  if (!channel.attempted) return { state: 'unknown', lastSentAt, lastError: null };
  const state = channel.lastError === null ? 'healthy' : 'failing';
  return { state, lastSentAt, lastError: channel.lastError };
}

/** Channels of the project, with what became of their latest message. */
export async function listChannels(ctx: Context, { smtp }: { smtp: boolean }): Promise<ChannelsAnswer> {
  requirePermission(ctx, 'project:read');
  const channels = await readChannels(ctx.storage, requireProject(ctx).id);
  return {
    channels: channels.map((channel) => ({
      id: channel.id,
      kind: channel.kind,
      name: channel.name,
      target: channel.target,
      enabled: channel.enabled,
      health: healthOf(channel),
    })),
    mailbox: !smtp,
  };
}
