import type { ChannelKind } from '../../shared';
import type { PrismaTx } from '../core/storage';

export interface ChannelRow {
  id: string;
  projectId: number;
  kind: ChannelKind;
  name: string;
  /** email: {to}; webhook: {url}; unchecked. */
  config: unknown;
  /** Sealed webhook secrets, the newest first. */
  secrets: Uint8Array<ArrayBuffer>[];
  enabled: boolean;
}

/** A channel of the project; null when it has none by this id. */
export async function findChannel(
  tx: { prisma: PrismaTx },
  { projectId, id }: { projectId: number; id: string },
): Promise<ChannelRow | null> {
  const row = await tx.prisma.channel.findFirst({ where: { projectId, id } });
  return row && { ...row, kind: row.kind === 'email' ? 'email' : 'webhook' };
}
