import type { Storage } from '../core/storage';

export interface EndpointName {
  id: number;
  method: string;
  route: string;
  isLogin: boolean;
  lastSeenAt: Date;
}

/** Id of a consumer; null when no call ever named it. */
export async function findConsumerId(storage: Storage, projectId: number, name: string): Promise<number | null> {
  const found = await storage.prisma.consumer.findUnique({
    where: { projectId_name: { projectId, name } },
    select: { id: true },
  });
  return found?.id ?? null;
}

/** Names of consumers by id. */
export async function findConsumerNames(
  storage: Storage,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await storage.prisma.consumer.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Method, route and marks of endpoints by id. */
export async function findEndpointsById(
  storage: Storage,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, EndpointName>> {
  const rows = await storage.prisma.endpoint.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: { id: true, method: true, route: true, isLogin: true, lastSeenAt: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Values of user agents by id. */
export async function findUserAgents(
  storage: Storage,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await storage.prisma.userAgent.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: { id: true, value: true },
  });
  return new Map(rows.map(({ id, value }) => [id, value]));
}
