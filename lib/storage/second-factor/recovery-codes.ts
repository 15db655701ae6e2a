import type { Sql } from '../core/storage';

/**
 * Puts new recovery codes in the place of all earlier ones; of several at once one waits for the other, and the last one's
 * count. False when the user has no second factor that counts.
 */
export async function replaceRecoveryCodes(
  sql: Sql,
  { userId, hashes, at }: { userId: string; hashes: readonly Uint8Array[]; at: Date },
): Promise<boolean> {
  const { rows } = await sql.query(
    'select 1 from two_factor where user_id = $1 and confirmed_at is not null for update',
    [userId],
  );
  if (rows.length === 0) return false;
  await sql.query('delete from recovery_code where user_id = $1', [userId]);
  await sql.query(
    'insert into recovery_code (user_id, hash, created_at) select $1, hash, $3 from unnest($2::bytea[]) hash',
    [userId, hashes, at],
  );
  return true;
}

/** Uses up a recovery code. One statement: of two with the same code one is refused. False for none that is left. */
export async function claimRecoveryCode(
  sql: Sql,
  { userId, hash, at }: { userId: string; hash: Uint8Array; at: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    'update recovery_code set used_at = $3 where user_id = $1 and hash = $2 and used_at is null',
    [userId, hash, at],
  );
  return rowCount === 1;
}

export interface SecondFactorFacts {
  confirmedAt: Date | null;
  recoveryCodesLeft: number;
}

/** Since when a user has a second factor, and how many recovery codes are left. */
export async function findSecondFactorFacts(sql: Sql, userId: string): Promise<SecondFactorFacts> {
  const { rows } = await sql.query<SecondFactorFacts>(
    `select (select confirmed_at from two_factor where user_id = $1) as "confirmedAt",
            (select count(*)::int from recovery_code where user_id = $1 and used_at is null) as "recoveryCodesLeft"`,
    [userId],
  );
  return rows[0] ?? { confirmedAt: null, recoveryCodesLeft: 0 };
}
