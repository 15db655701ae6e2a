import type { RateKey } from '../../shared';
import type { PrismaTx, Sql } from '../core/storage';

/** What a policy counts, and how much of it is allowed. */
export interface RatePolicyValues {
  name: string;
  /** Null: all calls of the project together. */
  endpointId: number | null;
  /** Null: each environment by itself. */
  environmentId: number | null;
  callLimit: number;
  windowSeconds: number;
  key: RateKey;
  enabled: boolean;
}

export interface RatePolicyRecord extends RatePolicyValues {
  projectId: number;
  id: number;
  /** Grows with every change of what is counted. */
  version: number;
  createdAt: Date;
  countedFrom: Date | null;
}

export interface RatePolicyKey {
  projectId: number;
  id: number;
}

const SELECT = `
  select project_id as "projectId", id, version, name, endpoint_id as "endpointId", environment_id as "environmentId",
         call_limit as "callLimit", window_seconds as "windowSeconds", key, enabled, created_at as "createdAt",
         counted_from as "countedFrom"
    from rate_policy`;

/** Policies of a project, the oldest first. */
export async function listRatePolicies(sql: Sql, projectId: number): Promise<RatePolicyRecord[]> {
  const { rows } = await sql.query<RatePolicyRecord>(`${SELECT} where project_id = $1 order by id`, [projectId]);
  return rows;
}

/** The policy, which no other edit touches until COMMIT. */
export async function lockRatePolicy(tx: Sql, { projectId, id }: RatePolicyKey): Promise<RatePolicyRecord | null> {
  const { rows } = await tx.query<RatePolicyRecord>(`${SELECT} where project_id = $1 and id = $2 for update`, [
    projectId,
    id,
  ]);
  return rows[0] ?? null;
}

export async function insertRatePolicy(
  { prisma }: { prisma: PrismaTx },
  { createdAt, ...policy }: RatePolicyRecord,
): Promise<void> {
  await prisma.ratePolicy.create({ data: { ...policy, createdAt, updatedAt: createdAt }, select: { id: true } });
}

export async function updateRatePolicy(
  { prisma }: { prisma: PrismaTx },
  { projectId, id, at, ...values }: Omit<RatePolicyRecord, 'createdAt'> & { at: Date },
): Promise<void> {
  const where = { projectId_id: { projectId, id } };
  await prisma.ratePolicy.update({ where, data: { ...values, updatedAt: at }, select: { id: true } });
}

export async function deleteRatePolicyRow(
  { prisma }: { prisma: PrismaTx },
  { projectId, id }: RatePolicyKey,
): Promise<void> {
  await prisma.ratePolicy.delete({ where: { projectId_id: { projectId, id } }, select: { id: true } });
}

/** Forgets the peaks of a policy; uses the primary key. */
export async function deleteRatePeaks(tx: Sql, { projectId, id }: RatePolicyKey): Promise<void> {
  await tx.query('delete from rate_peak where project_id = $1 and policy_id = $2', [projectId, id]);
}
