import type { PrismaTx } from '../core/storage';
import { DEFAULT_RULES } from './default-rules';

interface NewProjectRules {
  projectId: number;
  now: Date;
  newId(): string;
}

/** Gives a new project its rules, inside the transaction that makes it. */
export async function insertDefaultRules(tx: { prisma: PrismaTx }, { projectId, now, newId }: NewProjectRules) {
  await tx.prisma.rule.createMany({
    data: DEFAULT_RULES.map(({ definition, channels, ...rule }) => ({
      ...rule,
      id: newId(),
      projectId,
      definition: { ...definition },
      channels: [...channels],
      createdAt: now,
      updatedAt: now,
    })),
  });
}
