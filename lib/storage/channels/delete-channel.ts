import type { PrismaTx } from '../core/storage';

/** Deletes a channel, and its id from the rules that name it. */
export async function deleteChannel(tx: { prisma: PrismaTx }, { projectId, id }: { projectId: number; id: string }) {
  await tx.prisma.channel.delete({ where: { id } });
  await tx.prisma
    .$executeRaw`update rule set channels = array_remove(channels, ${id}) where project_id = ${projectId} and ${id} = any(channels)`;
}
