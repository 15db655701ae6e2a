import { randomBytes } from 'node:crypto';
import { requirePermission } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError } from '../../shared';
import type { NewChannelAnswer } from '../../shared';
import { updateChannel } from '../../storage';
import type { ChannelRow } from '../../storage';
import { makeWebhookSecret } from '../webhook/secrets';
import { ownChannel } from './own-channel';
import type { ChannelInput } from './own-channel';

function refuseEmail(channel: ChannelRow): void {
  if (channel.kind !== 'webhook') throw new AppError('invalid', 'only webhook channels have a secret');
}

/** Gives a webhook a new secret. Messages are signed with the old one too until `endOldSecret`. */
export async function rotateSecret(ctx: Context, { channelId }: ChannelInput): Promise<NewChannelAnswer> {
  requirePermission(ctx, 'channel:update');
  const secret = makeWebhookSecret(randomBytes);
  return ctx.storage.transaction(async (tx) => {
    const channel = await ownChannel(tx, ctx, channelId);
    refuseEmail(channel);
    const secrets = [ctx.seal(Buffer.from(secret, 'utf8')), ...channel.secrets.slice(0, 1)];
    await updateChannel(tx, { id: channel.id, now: ctx.now(), secrets });
    const { id, projectId } = channel;
    await appendAudit(tx, ctx, { action: 'channel.secret_rotated', projectId, target: id });
    return { id, secret };
  });
}

/** Signs with the newest secret alone from now on. */
export async function endOldSecret(ctx: Context, { channelId }: ChannelInput): Promise<void> {
  requirePermission(ctx, 'channel:update');
  await ctx.storage.transaction(async (tx) => {
    const channel = await ownChannel(tx, ctx, channelId);
    refuseEmail(channel);
    const { id, projectId } = channel;
    await updateChannel(tx, { id, now: ctx.now(), secrets: channel.secrets.slice(0, 1) });
    await appendAudit(tx, ctx, { action: 'channel.old_secret_ended', projectId, target: id });
  });
}
