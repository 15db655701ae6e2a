import type { Sql, Storage } from '../core/storage';

/** Id of a consumer; null when no call ever named it. */
export async function findConsumerId(storage: Storage, projectId: number, name: string): Promise<number | null> {
  const found = await storage.prisma.consumer.findUnique({
    where: { projectId_name: { projectId, name } },
    select: { id: true },
  });
  return found?.id ?? null;
}

export interface ConsumerName {
  id: number;
  name: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** Consumers by id, with their times. */
export async function findConsumersById(
  sql: Sql,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, ConsumerName>> {
  const { rows } = await sql.query<ConsumerName>(
    `select id, name, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
     from consumer where project_id = $1 and id = any($2::int[])`,
    [projectId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names of consumers by id. */
export async function findConsumerNames(
  storage: Storage,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await storage.prisma.consumer.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Values of user agents by id. */
export async function findUserAgents(
  storage: Storage,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await storage.prisma.userAgent.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: { id: true, value: true },
  });
  return new Map(rows.map(({ id, value }) => [id, value]));
}
