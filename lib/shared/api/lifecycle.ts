/** What a project may send in a day or a month (UTC), and what of it is used. */
export interface QuotaItem {
  /** Null: no quota. */
  limit: number | null;
  /** Calls counted by ingest; up to a second behind. */
  used: number;
  startedAt: string;
  resetsAt: string;
  /** Posts that a quota refused, that of the minute included; nothing of them was read. */
  refused: { posts: number; bytes: number; firstAt: string | null; lastAt: string | null };
}

export interface QuotasAnswer {
  perMinute: number;
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
  /** Posts refused in the period. */
  refusedPosts: number;
}
