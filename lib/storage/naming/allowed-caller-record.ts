import type { PrismaTx, Sql } from '../core/storage';

/** Callers that detectors say nothing of, from when until when. */
export interface AllowedCallerRecord {
  projectId: number;
  id: number;
  /** CIDR. */
  network: string;
  note: string;
  expiresAt: Date | null;
  endedAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
}

const SELECT = `select project_id as "projectId", id, network, note, expires_at as "expiresAt", ended_at as "endedAt",
  created_by as "createdBy", created_at as "createdAt" from allowed_caller`;

/** All that were ever allowed: detectors fold again what was told days ago. The newest first. */
export async function listAllowedCallers(sql: Sql, projectId: number): Promise<AllowedCallerRecord[]> {
  const { rows } = await sql.query<AllowedCallerRecord>(`${SELECT} where project_id = $1 order by id desc`, [
    projectId,
  ]);
  return rows;
}

/** An entry that still stands, which no other edit touches until COMMIT. */
export async function lockAllowedCaller(
  tx: Sql,
  { projectId, id }: { projectId: number; id: number },
): Promise<AllowedCallerRecord | null> {
  const { rows } = await tx.query<AllowedCallerRecord>(
    `${SELECT} where project_id = $1 and id = $2 and ended_at is null for update`,
    [projectId, id],
  );
  return rows[0] ?? null;
}

export async function insertAllowedCaller(
  { prisma }: { prisma: PrismaTx },
  caller: AllowedCallerRecord,
): Promise<void> {
  await prisma.allowedCaller.create({ data: caller, select: { id: true } });
}

export async function endAllowedCaller(
  { prisma }: { prisma: PrismaTx },
  { projectId, id, at }: { projectId: number; id: number; at: Date },
): Promise<void> {
  const where = { projectId_id: { projectId, id } };
  await prisma.allowedCaller.update({ where, data: { endedAt: at }, select: { id: true } });
}
