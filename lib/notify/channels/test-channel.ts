import { randomUUID } from 'node:crypto';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, oneLine } from '../../shared';
import type { TestChannelAnswer } from '../../shared';
import { announce, insertOutbox } from '../../storage';
import type { ChannelRow, NewOutboxRow } from '../../storage';
import { ownChannel } from './own-channel';
import type { ChannelInput } from './own-channel';

function testMessage(ctx: Context, channel: ChannelRow): NewOutboxRow {
  const { id: projectId, name } = requireProject(ctx);
  return {
    id: randomUUID(),
    projectId,
    channelId: channel.id,
    channelKind: channel.kind,
    ruleId: null,
    incidentId: null,
    incidentEventId: null,
    kind: 'test',
    subject: oneLine(`[${name}] Test of the channel ${channel.name}`),
    payload: {
      type: 'test',
      at: ctx.now().toISOString(),
      project: { id: projectId, name },
      channelName: channel.name,
      requestedBy: ctx.actor.name,
    },
  };
}

/** Sends a real message through the outbox, tried once. Throws `conflict` for a channel that is off. */
export async function testChannel(ctx: Context, { channelId }: ChannelInput): Promise<TestChannelAnswer> {
  requirePermission(ctx, 'channel:test');
  const project = requireProject(ctx);
  const message = await ctx.storage.transaction(async (tx) => {
    const channel = await ownChannel(tx, ctx, channelId);
    if (!channel.enabled) throw new AppError('conflict', 'the channel is turned off; turn it on first');
    const row = testMessage(ctx, channel);
    await insertOutbox(tx, [row], ctx.now());
    await appendAudit(tx, ctx, { action: 'channel.tested', projectId: project.id, target: channel.id });
    return row;
  });
  await announce(ctx.storage, { topic: 'outbox', projectIds: [project.id] });
  return { deliveryId: message.id };
}
