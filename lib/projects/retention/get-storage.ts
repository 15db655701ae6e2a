import type { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import { KEPT_TIERS, type KeptTier, type StorageAnswer, type StoragePreviewAnswer } from '../../shared';
import { readDatabaseBytes, readFirstCall, retention } from '../../storage';
import { BOUNDS, type previewInput, requireOrder, type storageInput, toDays } from './bounds';
import { type Fold, ownerOf, whatGoes } from './what-goes';

const DAY_MS = 86_400_000;
/** The present rate is that of the last days. */
const RATE_DAYS = 7;

/** Which tables go by which time; the rest is kept 48 hours. */
const TIER_OF: Partial<Record<retention.SizedTable, KeptTier>> = {
  call: 'calls',
  caller_day: 'calls',
  endpoint_minute: 'minutes',
  endpoint_hour: 'hours',
  consumer_hour: 'hours',
  endpoint_day: 'days',
  consumer_day: 'days',
  endpoint_consumers_day: 'days',
};

type Sizes = readonly retention.TableSize[];
const sum = (sizes: Sizes): number => sizes.reduce((bytes, size) => bytes + size.bytes, 0);
const sumArchived = (sizes: Sizes): number => sizes.reduce((bytes, size) => bytes + size.archiveBytes, 0);
const sumExpiring = (sizes: Sizes): number => sum(sizes) - sumArchived(sizes);

interface Held {
  sizes: Sizes;
  days: number;
  /** Null: no calls yet but those of archives. */
  firstCall: Date | null;
  now: Date;
}

/** Bytes of a day at the present rate, without archives: of partitions the latest seven, of other tables the mean of all that they hold. */
function bytesADay({ sizes, days, firstCall, now }: Held): number | null {
  if (firstCall === null) return null;
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const partitioned = sizes.filter(({ day }) => day !== null && Date.parse(day) > today - RATE_DAYS * DAY_MS);
  const whole = sizes.filter(({ day }) => day === null);
  const daysSince = (atMs: number): number => (now.getTime() - Math.max(atMs, firstCall.getTime())) / DAY_MS;
  const recent = daysSince(today - (RATE_DAYS - 1) * DAY_MS);
  if (recent < 1) return null; // of little, the room that tables and indexes begin with is most
  return sumExpiring(partitioned) / recent + sumExpiring(whole) / Math.min(days, daysSince(0));
}

/** What archives take for good: their minutes go like all others. */
const stayingBytes = (tier: KeptTier, sizes: Sizes): number => (tier === 'minutes' ? 0 : sumArchived(sizes));

/** What the project keeps, for how long, and what that takes on disk now and at the present rate. */
export async function getStorage(ctx: Context, { projectId }: z.infer<typeof storageInput>): Promise<StorageAnswer> {
  requirePermission(ctx, 'project:read', projectId);
  const project = requireProject(ctx);
  const kept = toDays(project);
  const owner = ownerOf(project);
  const now = ctx.now();
  const sizes = await retention.readTableSizes(ctx.storage, owner);
  const environmentIds = project.environments.flatMap(({ id, archive }) => (archive ? [] : [id]));
  const firstCall = await readFirstCall(ctx.storage, { projectId, environmentIds });
  const tiers = KEPT_TIERS.map((tier) => {
    const own = sizes.filter(({ table }) => TIER_OF[table] === tier);
    const days = kept[tier];
    const rate = bytesADay({ sizes: own, days, firstCall, now });
    const projectedBytes = rate === null ? null : Math.round(rate * days + stayingBytes(tier, own));
    return { tier, days, ...BOUNDS[tier], bytes: sum(own), projectedBytes };
  });
  const shortBytes = sum(sizes.filter(({ table }) => TIER_OF[table] === undefined));
  return { tiers, shortBytes, databaseBytes: await readDatabaseBytes(ctx.storage) };
}

/** What other times would delete and hide; nothing is changed. Throws `invalid` for times that do not go together. */
export async function previewStorage(
  ctx: Context,
  { projectId, ...change }: z.infer<typeof previewInput>,
  fold: Fold,
): Promise<StoragePreviewAnswer> {
  requirePermission(ctx, 'project:read', projectId);
  const project = requireProject(ctx);
  const before = toDays(project);
  const after = { ...before, ...given(change) };
  requireOrder(after);
  await fold(ctx.storage, { projectId, now: ctx.now() });
  return whatGoes(ctx.storage, project, { before, after, now: ctx.now() });
}

/** Without what was left out. */
export const given = (change: Partial<Record<KeptTier, number | undefined>>): Partial<Record<KeptTier, number>> =>
  Object.fromEntries(Object.entries(change).filter(([, days]) => days !== undefined));
