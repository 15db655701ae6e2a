import type { Sql } from '../core/storage';

/** Gives up what a channel that is being deleted still had to send; the ledger keeps it. */
export async function endMessagesOfChannel(sql: Sql, channelId: string): Promise<void> {
  await sql.query(
    `update outbox set state = 'failed', claimed_until = null, claim_token = null
      where channel_id = $1 and state in ('queued', 'retrying')`,
    [channelId],
  );
}
