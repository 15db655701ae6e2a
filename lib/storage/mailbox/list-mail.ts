import type { PrismaTx } from '../core/storage';

export interface MailRow {
  id: bigint;
  at: Date;
  sender: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
}

/** Mail of the built-in mailbox, the latest put in first; `before` is the id of the last one of the page before. */
export async function listMail(
  { prisma }: { prisma: PrismaTx },
  { before, limit }: { before: bigint | null; limit: number },
): Promise<MailRow[]> {
  return prisma.mailboxMessage.findMany({
    ...(before !== null && { where: { id: { lt: before } } }),
    orderBy: { id: 'desc' },
    take: limit,
  });
}
