import type { PrismaTx, Sql } from '../core/storage';

export type OneTimeKind = 'sign_in' | 'password_reset';

export interface OneTimeToken {
  /** SHA-256 of the token. */
  hash: Uint8Array<ArrayBuffer>;
  kind: OneTimeKind;
  userId: string;
  data: Record<string, boolean>;
  expiresAt: Date;
}

/** Stores a token, and forgets those of the user and kind that ended before `now`. */
export async function insertOneTimeToken(
  tx: { prisma: PrismaTx } & Sql,
  token: OneTimeToken,
  now: Date,
): Promise<void> {
  const { userId, kind } = token;
  await tx.query('delete from one_time_token where user_id = $1 and kind = $2 and expires_at <= $3', [
    userId,
    kind,
    now,
  ]);
  await tx.prisma.oneTimeToken.create({ data: token, select: { kind: true } });
}

interface Lookup {
  hash: Uint8Array;
  kind: OneTimeKind;
  now: Date;
}

type Found = Pick<OneTimeToken, 'userId' | 'data'> & { email: string };

/** Whose token this is; null when it is unknown, used or past its time. */
export async function findOneTimeToken(sql: Sql, { hash, kind, now }: Lookup): Promise<Found | null> {
  const { rows } = await sql.query<Found>(
    `select t.user_id as "userId", t.data, u.email
       from one_time_token t join "user" u on u.id = t.user_id
      where t.hash = $1 and t.kind = $2 and t.expires_at > $3`,
    [hash, kind, now],
  );
  return rows[0] ?? null;
}

/** Uses up a token. One statement: of two with the same token one is refused. */
export async function takeOneTimeToken(sql: Sql, { hash, kind, now }: Lookup): Promise<boolean> {
  const { rowCount } = await sql.query('delete from one_time_token where hash = $1 and kind = $2 and expires_at > $3', [
    hash,
    kind,
    now,
  ]);
  return rowCount === 1;
}

/** Ends the tokens of a user, of one kind or of all. */
export async function deleteOneTimeTokens(
  { prisma }: { prisma: PrismaTx },
  { userId, kind }: { userId: string; kind?: OneTimeKind },
): Promise<void> {
  await prisma.oneTimeToken.deleteMany({ where: { userId, ...(kind !== undefined && { kind }) } });
}
