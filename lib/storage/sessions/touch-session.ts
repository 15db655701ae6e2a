import type { Sql } from '../core/storage';

// the condition keeps a busy session to one write a minute, whichever process asks
const TOUCH = `
  update session set "activeAt" = $2
   where id = $1 and "activeAt" <= $2::timestamptz - interval '1 minute'`;

/** Notes that a session was used, at most once a minute. */
export async function touchSession(sql: Sql, { id, at }: { id: string; at: Date }): Promise<void> {
  await sql.query(TOUCH, [id, at]);
}

/** Notes that password or code was given in a session. */
export async function markSessionVerified(sql: Sql, { id, at }: { id: string; at: Date }): Promise<void> {
  await sql.query('update session set "verifiedAt" = $2 where id = $1', [id, at]);
}
