import { z } from 'zod';
import { requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError } from '../../shared';
import { findChannel, takeTurn } from '../../storage';
import type { ChannelRow, Tx } from '../../storage';

export const channelInput = z.object({ channelId: z.string() });
export type ChannelInput = z.infer<typeof channelInput>;

/**
 * The channel that the request names, which no other request changes until COMMIT. Throws `not_found` when the project has
 * none by this id.
 */
export async function ownChannel(tx: Pick<Tx, 'prisma'>, ctx: Context, id: string): Promise<ChannelRow> {
  await takeTurn(tx, `channel ${id}`); // not its row, which deliveries lock after their message
  const channel = await findChannel(tx, { projectId: requireProject(ctx).id, id });
  if (!channel) throw new AppError('not_found', 'no such channel');
  return channel;
}
