import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, parseCidrs, parseMailAddress } from '../../shared';
import type { NewChannelAnswer } from '../../shared';
import { announce, countChannels, insertChannel, takeTurn } from '../../storage';
import type { NewChannel } from '../../storage';
import { checkTarget } from '../webhook/check-target';
import { resolveBySystem } from '../webhook/resolve';
import { makeWebhookSecret } from '../webhook/secrets';

const MAX_CHANNELS = 100;

export const channelName = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters');

export const createChannelInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email'), to: z.string('must be one mail address'), name: channelName.optional() }),
  z.object({ kind: z.literal('webhook'), url: z.string('must be a URL'), name: channelName.optional() }),
]);
export type CreateChannelInput = z.infer<typeof createChannelInput>;

interface Checked {
  name: string;
  secret: string | null;
  target: NewChannel['target'];
}

async function check(ctx: Context, input: CreateChannelInput, outboundAllow: readonly string[]): Promise<Checked> {
  if (input.kind === 'email') {
    const to = parseMailAddress(input.to);
    return { name: input.name ?? to.slice(0, 80), secret: null, target: { kind: 'email', to } };
  }
  const url = await checkTarget(input.url, { allow: parseCidrs(outboundAllow).ranges, resolve: resolveBySystem });
  const secret = makeWebhookSecret(randomBytes);
  const secrets = [ctx.seal(Buffer.from(secret, 'utf8'))];
  return { name: input.name ?? new URL(url).host.slice(0, 80), secret, target: { kind: 'webhook', url, secrets } };
}

/**
 * Makes a channel. The secret of a webhook is told here and in a rotation, never again. Throws `invalid` with the field,
 * `conflict` for too many.
 */
export async function createChannel(
  ctx: Context,
  input: CreateChannelInput,
  { outboundAllow }: { outboundAllow: readonly string[] },
): Promise<NewChannelAnswer> {
  requirePermission(ctx, 'channel:create');
  const project = requireProject(ctx);
  const { secret, ...channel } = await check(ctx, input, outboundAllow);
  const id = randomUUID();
  await ctx.storage.transaction(async (tx) => {
    await takeTurn(tx, `channels of project ${project.id}`); // those made at the same moment count, too
    if ((await countChannels(tx, project.id)) >= MAX_CHANNELS) {
      throw new AppError('conflict', `a project has at most ${MAX_CHANNELS} channels`);
    }
    await insertChannel(tx, { ...channel, id, projectId: project.id, now: ctx.now() });
    const data = { kind: input.kind };
    await appendAudit(tx, ctx, { action: 'channel.created', projectId: project.id, target: id, data });
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [project.id] });
  return { id, secret };
}
