import type { PrismaTx } from '../core/storage';

export interface Activity {
  organizationId: string | null;
  projectId: number | null;
  at: Date;
  actorKind: string;
  actorId: string | null;
  action: string;
  target: string | null;
  data: Record<string, string | number | boolean | null>;
}

/** Appends one row to the activity log; the application's role can neither change nor delete it. */
export async function insertActivity({ prisma }: { prisma: PrismaTx }, activity: Activity): Promise<void> {
  await prisma.activityLog.create({ data: activity, select: { id: true } });
}
