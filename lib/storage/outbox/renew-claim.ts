import type { Sql } from '../core/storage';
import type { ClaimedMessage } from './claim-message';

/** Lets a claim end `forMs` from now by the database's clock, unless another process has taken it over. */
export async function renewClaim(sql: Sql, { id, claimToken }: ClaimedMessage, forMs: number): Promise<void> {
  await sql.query(
    `update outbox set claimed_until = clock_timestamp() + $3 * interval '1 millisecond'
      where id = $1 and claim_token = $2`,
    [id, claimToken, forMs],
  );
}
