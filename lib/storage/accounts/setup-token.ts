import type { PrismaTx, Sql } from '../core/storage';

const NAME = 'setup';

/** Remembers the SHA-256 (hex) of the only set-up token that counts. */
export async function saveSetupToken(
  { prisma }: { prisma: PrismaTx },
  { hash, at }: { hash: string; at: Date },
): Promise<void> {
  const data = { value: { hash }, updatedAt: at };
  await prisma.instanceSetting.upsert({ where: { name: NAME }, create: { name: NAME, ...data }, update: data });
}

/** The hash of the set-up token. */
export const findSetupToken = (sql: Sql): Promise<string | null> => readHash(sql, '');

/** The same, locked until the transaction ends: of two that hold the token, one waits here. */
export const lockSetupToken = (sql: Sql): Promise<string | null> => readHash(sql, 'for update');

async function readHash(sql: Sql, lock: '' | 'for update'): Promise<string | null> {
  const text = `select value->>'hash' as hash from instance_setting where name = $1 ${lock}`;
  const { rows } = await sql.query<{ hash: string }>(text, [NAME]);
  return rows[0]?.hash ?? null;
}

/** Ends the set-up: no token counts any more. */
export async function deleteSetupToken({ prisma }: { prisma: PrismaTx }): Promise<void> {
  await prisma.instanceSetting.deleteMany({ where: { name: NAME } });
}
