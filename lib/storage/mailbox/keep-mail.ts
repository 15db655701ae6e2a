import type { Sql } from '../core/storage';

export interface KeptMail {
  messageId: string;
  projectId: number | null;
  at: Date;
  sender: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  hideLinks: boolean;
  inReplyTo: string | null;
}

/** Puts a mail into the built-in mailbox; the same message again changes nothing. */
export async function keepMail(sql: Sql, mail: KeptMail): Promise<void> {
  await sql.query(
    `insert into mailbox_message (message_id, project_id, at, sender, recipient, subject, text, html, hide_links, in_reply_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (message_id) do nothing`,
    [
      mail.messageId,
      mail.projectId,
      mail.at,
      mail.sender,
      mail.recipient,
      mail.subject,
      mail.text,
      mail.html,
      mail.hideLinks,
      mail.inReplyTo,
    ],
  );
}
