import type { Sql } from '../core/storage';
import { BEYOND } from '../core/wrong-clock';

const WAITS = `state in ('queued', 'retrying')`;
/** Longer than any pause between two attempts. */
const LONGEST = "interval '25 hours'";

/**
 * Makes messages due by the clock that is right which one that was wrong dated into time to come: those that were enqueued or tried
 * then, and those put off for longer than anything is. A claim that would last as long is cut to that of a process that renews it.
 * Answers how many are due again.
 */
export async function recallMessages(sql: Sql, { now, claimMs }: { now: Date; claimMs: number }): Promise<number> {
  await sql.query(
    `update outbox set claimed_until = clock_timestamp() + $1 * interval '1 millisecond'
      where ${WAITS} and claimed_until > clock_timestamp() + $1 * interval '1 millisecond' + ${BEYOND}`,
    [claimMs],
  );
  const { rowCount } = await sql.query(
    `update outbox o set next_attempt_at = $1
      where ${WAITS} and next_attempt_at > $1::timestamptz + ${BEYOND}
        and (next_attempt_at > $1::timestamptz + ${LONGEST}
             or greatest(created_at, (select max(at) from delivery d where d.outbox_id = o.id)) > $1::timestamptz + ${BEYOND})`,
    [now],
  );
  return rowCount;
}
