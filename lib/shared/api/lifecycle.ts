/** Posts that one quota refused; nothing of them was read. */
export interface RefusedPosts {
  posts: number;
  /** As they announced it. */
  bytes: number;
  firstAt: string | null;
  lastAt: string | null;
}

/** What a project may send in a day or a month (UTC), and what of it is used. */
export interface QuotaItem {
  /** Null: no quota. */
  limit: number | null;
  /** Calls counted by ingest; up to a second behind. */
  used: number;
  startedAt: string;
  resetsAt: string;
  /** By this quota, in this period. */
  refused: RefusedPosts;
}

export interface QuotasAnswer {
  perMinute: number;
  /** What the quota of the minute refused in the day (UTC). */
  minute: Pick<QuotaItem, 'startedAt' | 'refused'>;
  day: QuotaItem;
  month: QuotaItem;
}

/** A quota of which 80 percent or all is used. */
export interface QuotaNotice {
  period: 'day' | 'month';
  level: 80 | 100;
  used: number;
  limit: number;
  resetsAt: string;
  /** Posts that this quota refused in the period. */
  refusedPosts: number;
}

/** The quota of calls a minute while it refuses posts. */
export interface MinuteQuotaNotice {
  limit: number;
  /** Posts that it refused in the day (UTC). */
  refusedPosts: number;
  lastRefusedAt: string;
}

/** Something that is or was erased; once `done`, the receipt of it. */
export interface ErasureItem {
  id: string;
  kind: 'project' | 'consumer' | 'account';
  state: 'queued' | 'running' | 'done' | 'failed';
  organizationId: string;
  project: { id: number; name: string };
  /** Hash under the key of the project, in hexadecimal: whoever holds the key can tell which consumer or account it was. */
  subjectHash: string;
  requestedAt: string;
  /** The name while there is such a person; never in the file. */
  requestedBy: { kind: string; id: string | null; name: string | null };
  startedAt: string | null;
  finishedAt: string | null;
  progress: { step: number; steps: number };
  /** Rows that were deleted or emptied, by table. */
  rows: Record<string, number>;
  error: string | null;
  /** When it goes on, at the earliest; null once it is done. */
  nextAt: string | null;
}

export interface ErasuresAnswer {
  erasures: ErasureItem[];
}

/** What a project keeps for a time of its own choice. */
export const KEPT_TIERS = ['calls', 'minutes', 'hours', 'days'] as const;
export type KeptTier = (typeof KEPT_TIERS)[number];

export interface TierItem {
  tier: KeptTier;
  days: number;
  /** Bounds of `days`; the others of the project narrow them further. */
  least: number;
  most: number;
  /** On disk now, indexes included: the project's share of each table and day by its rows, of large ones an estimate. */
  bytes: number;
  /** On disk once as many days are held as are kept, at the rate of the last days; null in the first 24 hours of calls. */
  projectedBytes: number | null;
}

export interface StorageAnswer {
  tiers: TierItem[];
  /** What is kept 48 hours whatever is chosen: minutes of consumers, hours of callers. */
  shortBytes: number;
  /** Of the whole instance. */
  databaseBytes: number;
}

/** What a shorter time would delete. */
export interface DeletedTier {
  tier: KeptTier;
  /** Calls; of rollups, rows. */
  rows: number;
  /** Everything before it goes. */
  before: string;
}

export interface StoragePreviewAnswer {
  deletes: DeletedTier[];
  /** Calls before it, of its day (UTC), are no longer shown at once, and deleted when their day is over; null: none are there. */
  hidesCallsBefore: string | null;
}
