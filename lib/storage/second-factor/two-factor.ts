import type { Sql } from '../core/storage';

export interface TwoFactorRow {
  /** Sealed. */
  secret: Uint8Array;
  /** Null until the first code was right. */
  confirmedAt: Date | null;
}

/** The authenticator app of a user, confirmed or not. */
export async function findTwoFactor(sql: Sql, userId: string): Promise<TwoFactorRow | null> {
  const { rows } = await sql.query<TwoFactorRow>(
    'select secret, confirmed_at as "confirmedAt" from two_factor where user_id = $1',
    [userId],
  );
  return rows[0] ?? null;
}

/** Has the user a second factor that counts? */
export async function hasTwoFactor(sql: Sql, userId: string): Promise<boolean> {
  const { rows } = await sql.query('select 1 from two_factor where user_id = $1 and confirmed_at is not null', [
    userId,
  ]);
  return rows.length > 0;
}

/** Keeps the secret of an enrolment in the place of an unfinished one. False when the user has a factor that counts. */
export async function saveEnrolment(
  sql: Sql,
  { userId, secret, at }: { userId: string; secret: Uint8Array; at: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into two_factor as t (user_id, secret, created_at) values ($1, $2, $3)
     on conflict (user_id) do update set secret = $2, created_at = $3, last_step = null where t.confirmed_at is null`,
    [userId, secret, at],
  );
  return rowCount === 1;
}

export interface StepClaim {
  userId: string;
  /** The code was made of this secret, sealed as it was read. */
  secret: Uint8Array;
  /** Time step of the code. */
  step: number;
}

/** Confirms an enrolment by the code of a step, which does not count again. False when it was confirmed or changed before. */
export async function confirmEnrolment(
  sql: Sql,
  { userId, secret, step, at }: StepClaim & { at: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update two_factor set confirmed_at = $4, last_step = $3
      where user_id = $1 and secret = $2 and confirmed_at is null`,
    [userId, secret, step, at],
  );
  return rowCount === 1;
}

/** Uses up a time step. One statement: of two with the same code one is refused. False for a step that was used. */
export async function claimStep(sql: Sql, { userId, secret, step }: StepClaim): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update two_factor set last_step = $3
      where user_id = $1 and secret = $2 and confirmed_at is not null and (last_step is null or last_step < $3)`,
    [userId, secret, step],
  );
  return rowCount === 1;
}

/** Removes the second factor of a user with its recovery codes. False when there was none that counted. */
export async function deleteTwoFactor(sql: Sql, userId: string): Promise<boolean> {
  const { rows } = await sql.query<{ counted: boolean }>(
    'delete from two_factor where user_id = $1 returning confirmed_at is not null as counted',
    [userId],
  );
  await sql.query('delete from recovery_code where user_id = $1', [userId]); // after those that were being renewed
  return rows[0]?.counted ?? false;
}
