import type { EnvironmentItem } from '../../shared';
import type { Tx } from '../core/storage';

/** Adds an environment with the next free number. Waits for other additions to the same project. */
export async function insertEnvironment(
  tx: Tx,
  { projectId, slug, at }: { projectId: number; slug: string; at: Date },
): Promise<EnvironmentItem> {
  await tx.query('select 1 from project where id = $1 for update', [projectId]); // numbers are handed out one by one
  const { _max } = await tx.prisma.environment.aggregate({ where: { projectId }, _max: { id: true } });
  return tx.prisma.environment.create({
    data: { projectId, id: (_max.id ?? 0) + 1, slug, createdAt: at },
    select: { id: true, slug: true, archive: true },
  });
}
