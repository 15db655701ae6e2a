import type { DeliveryState } from '../../shared';
import type { Sql } from '../core/storage';

export interface AttemptRecord {
  outboxId: string;
  claimToken: string;
  at: Date;
  /** HTTP or SMTP status; null when nothing answered. */
  status: number | null;
  durationMs: number;
  error: string | null;
  /** First kilobyte of the answer. */
  response: string | null;
  next: { state: Exclude<DeliveryState, 'queued'>; nextAttemptAt: Date | null };
}

/**
 * Writes an attempt and what follows from it. The attempt is always kept; the message changes only while the claim is
 * still ours. A message that is over loses the link that was meant for its recipient alone. Returns whether it changed.
 */
export async function recordAttempt(sql: Sql, attempt: AttemptRecord): Promise<boolean> {
  const { outboxId, claimToken, at, next } = attempt;
  await sql.query(
    `insert into delivery (outbox_id, at, status, duration_ms, error, response) values ($1, $2, $3, $4, $5, $6)`,
    [outboxId, at, attempt.status, attempt.durationMs, attempt.error, attempt.response],
  );
  const { rowCount } = await sql.query(
    `update outbox
        set state = $3, attempt_count = attempt_count + 1, claimed_until = null, claim_token = null,
            next_attempt_at = coalesce($4, next_attempt_at),
            sent_at = case when $3 = 'sent' then $5::timestamptz else sent_at end,
            payload = case when $3 <> 'retrying' and payload->>'hideLinks' = 'true'
                           then jsonb_set(payload, '{link}', 'null') else payload end
      where id = $1 and claim_token = $2`,
    [outboxId, claimToken, next.state, next.nextAttemptAt, at],
  );
  return rowCount === 1;
}
