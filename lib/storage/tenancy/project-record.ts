import type { EnvironmentItem } from '../../shared';
import type { TierKeeps } from '../rollups/tier-retention';

/** A project as the rest of the application knows it; without its account key. */
export interface ProjectRecord extends TierKeeps {
  id: number;
  organizationId: string;
  slug: string;
  name: string;
  environments: EnvironmentItem[];
  retentionDays: number;
  /** Raw calls of days (UTC) before this were deleted while less was kept; null: none was. */
  callsSince: Date | null;
  quotaPerMinute: number;
  apdexMs: number;
  createdAt: Date;
}

/** The columns of a ProjectRecord, for Prisma. */
export const PROJECT_COLUMNS = {
  id: true,
  organizationId: true,
  slug: true,
  name: true,
  retentionDays: true,
  minuteDays: true,
  hourDays: true,
  dayDays: true,
  callsSince: true,
  minutesSince: true,
  hoursSince: true,
  quotaPerMinute: true,
  apdexMs: true,
  createdAt: true,
  environments: { select: { id: true, slug: true, archive: true }, orderBy: { id: 'asc' } },
} as const;
