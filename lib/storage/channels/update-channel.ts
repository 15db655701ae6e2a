import type { PrismaTx } from '../core/storage';

export interface ChannelChange {
  id: string;
  now: Date;
  name?: string;
  enabled?: boolean;
  secrets?: Uint8Array<ArrayBuffer>[];
}

/** Changes a channel; turning it on again forgets why it was turned off. */
export async function updateChannel(tx: { prisma: PrismaTx }, { id, now, ...change }: ChannelChange): Promise<void> {
  await tx.prisma.channel.update({
    where: { id },
    data: { ...change, updatedAt: now, ...(change.enabled === true && { disabledWhy: null }) },
  });
}
