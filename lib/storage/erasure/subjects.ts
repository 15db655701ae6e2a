import type { Sql, Tx } from '../core/storage';

/** The sealed key of a project's account hashes. */
export async function findAccountKey(sql: Sql, projectId: number): Promise<Uint8Array | null> {
  const { rows } = await sql.query<{ key: Buffer }>('select account_key as key from project where id = $1', [
    projectId,
  ]);
  return rows[0]?.key ?? null;
}

/** The number of a consumer by its name; null for one that is not known. */
export async function findConsumer(
  sql: Sql,
  { projectId, name }: { projectId: number; name: string },
): Promise<number | null> {
  const { rows } = await sql.query<{ id: number }>('select id from consumer where project_id = $1 and name = $2', [
    projectId,
    name,
  ]);
  return rows[0]?.id ?? null;
}

/** Ends a project: environments, keys, channels and rules go with it at once; telemetry is erased in chunks afterwards. */
export async function deleteProject({ prisma }: Tx, projectId: number): Promise<void> {
  await prisma.project.delete({ where: { id: projectId }, select: { id: true } });
}

/** Rules that watched an erased consumer would watch nothing: they are turned off. Answers how many. */
export async function disableRulesOf(
  tx: Sql,
  { projectId, consumer }: { projectId: number; consumer: string },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update rule set enabled = false where project_id = $1 and enabled and definition->'filters'->>'consumer' = $2`,
    [projectId, consumer],
  );
  return rowCount;
}
