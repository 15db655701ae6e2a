import { z } from 'zod';
import { limitParam, requireInstanceAdmin } from '../../access';
import type { Context } from '../../access';
import type { MailboxAnswer } from '../../shared';
import { listMail } from '../../storage';

export const listMailboxInput = z.object({
  limit: limitParam(50),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the nextCursor of an earlier answer')
    .optional(),
});
export type ListMailboxInput = z.infer<typeof listMailboxInput>;

/** Mail that was kept since no SMTP server is set, newest first. For instance admins. */
export async function listMailbox(ctx: Context, { limit, cursor }: ListMailboxInput): Promise<MailboxAnswer> {
  requireInstanceAdmin(ctx);
  const before = cursor === undefined ? null : BigInt(cursor);
  const rows = await listMail(ctx.storage, { before, limit: limit + 1 });
  const messages = rows.slice(0, limit).map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    from: row.sender,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    html: row.html,
  }));
  return { messages, nextCursor: rows.length > limit ? (messages.at(-1)?.id ?? null) : null };
}
