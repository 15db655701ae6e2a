import type { PrismaTx } from '../core/storage';

export interface NewChannel {
  id: string;
  projectId: number;
  name: string;
  target: { kind: 'email'; to: string } | { kind: 'webhook'; url: string; secrets: Uint8Array<ArrayBuffer>[] };
  now: Date;
}

/** How many channels a project has. */
export async function countChannels(tx: { prisma: PrismaTx }, projectId: number): Promise<number> {
  return tx.prisma.channel.count({ where: { projectId } });
}

/** Makes a channel. The target must have been checked. */
export async function insertChannel(tx: { prisma: PrismaTx }, { target, now, ...channel }: NewChannel) {
  await tx.prisma.channel.create({
    data: {
      ...channel,
      kind: target.kind,
      config: target.kind === 'email' ? { to: target.to } : { url: target.url },
      secrets: target.kind === 'email' ? [] : target.secrets,
      createdAt: now,
      updatedAt: now,
    },
  });
}
