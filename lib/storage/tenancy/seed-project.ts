import { ENDPOINT, METHODS, OTHER_ROUTE } from '../../shared';
import type { PrismaTx } from '../core/storage';

export interface ProjectSeed {
  projectId: number;
  at: Date;
  rules: { id: string; kind: string; name: string; severity: string; definition: object; channels: string[] }[];
  channels: { id: string; kind: string; name: string; config: object }[];
}

/** What every project begins with: the endpoint that holds everything unnamed, rules and channels. */
export async function seedProject({ prisma }: { prisma: PrismaTx }, seed: ProjectSeed): Promise<void> {
  const { projectId, at } = seed;
  await prisma.endpoint.create({
    data: {
      projectId,
      id: ENDPOINT.other,
      method: METHODS[0],
      route: OTHER_ROUTE,
      firstSeenAt: at,
      lastSeenAt: new Date(0), // not yet: calls that are imported may all be older than the project
    },
    select: { id: true },
  });
  await prisma.channel.createMany({ data: seed.channels.map((row) => ({ ...row, projectId, createdAt: at })) });
  await prisma.rule.createMany({
    data: seed.rules.map((row) => ({ ...row, projectId, createdAt: at, effectiveAt: at })),
  });
}
