import type { Sql } from '../core/storage';

/**
 * What changed: `calls` came in, `rates` of policies were counted, `incidents`, `alerts` (or how a rule stands) or `deliveries`
 * changed, the `outbox` has work, keys, rules or other `settings` changed.
 */
export const TOPICS = ['calls', 'rates', 'incidents', 'alerts', 'deliveries', 'outbox', 'settings'] as const;
export type Topic = (typeof TOPICS)[number];

export interface Announcement {
  topic: Topic;
  projectIds: number[];
}

/** Stands for the instance itself in `projectIds`: its mail belongs to no project. */
export const NO_PROJECT = 0;

export const NOTIFY_CHANNEL = 'callwatch';
const PROJECTS_PER_MESSAGE = 500; // a payload holds 8,000 bytes

/** Wakes every listener of all processes. Call it after COMMIT: a hint must not come before what it hints at. */
export async function announce(sql: Sql, { topic, projectIds }: Announcement): Promise<void> {
  for (let from = 0; from < projectIds.length; from += PROJECTS_PER_MESSAGE) {
    const message: Announcement = { topic, projectIds: projectIds.slice(from, from + PROJECTS_PER_MESSAGE) };
    await sql.query('select pg_notify($1, $2)', [NOTIFY_CHANNEL, JSON.stringify(message)]);
  }
}
