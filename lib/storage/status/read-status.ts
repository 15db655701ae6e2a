import type { Sql, Storage } from '../core/storage';

/** Bytes of the whole database on disk. */
export async function readDatabaseBytes(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ bytes: number }>('select pg_database_size(current_database())::float8 bytes');
  return rows[0]?.bytes ?? 0;
}

/** Calls that the project's SDKs reported as lost, whatever the reason. */
export async function readLostCalls(sql: Sql, projectId: number): Promise<number> {
  const { rows } = await sql.query<{ lost: number }>(
    `select coalesce(sum(value::numeric), 0)::float8 lost from sdk_instance, jsonb_each_text(dropped) where project_id = $1`,
    [projectId],
  );
  return rows[0]?.lost ?? 0;
}

/** When an SDK of the project last sent anything, its heartbeat included; null when none ever did. */
export async function readSdkHeardAt(sql: Sql, projectId: number): Promise<Date | null> {
  const { rows } = await sql.query<{ at: Date | null }>(
    'select max(last_seen_at) at from sdk_instance where project_id = $1',
    [projectId],
  );
  return rows[0]?.at ?? null;
}

/** Incidents that nobody resolved yet, by state. */
export async function countIncidents(
  storage: Storage,
  projectId: number,
): Promise<{ open: number; acknowledged: number }> {
  const groups = await storage.prisma.incident.groupBy({
    by: ['state'],
    where: { projectId, state: { in: ['open', 'acknowledged'] } },
    _count: { _all: true },
  });
  const of = (state: string): number => groups.find((group) => group.state === state)?._count._all ?? 0;
  return { open: of('open'), acknowledged: of('acknowledged') };
}

/** Messages written since then that could not be delivered. */
export async function countFailedDeliveries(storage: Storage, projectId: number, since: Date): Promise<number> {
  return storage.prisma.outbox.count({ where: { projectId, state: 'failed', createdAt: { gte: since } } });
}
