import type { Sql } from '../core/storage';

/**
 * What changed: `calls` came in, `rates` of policies were counted, `incidents`, `alerts` (or how a rule stands) or `deliveries`
 * changed, the `outbox` has work, mail was kept in the built-in `mailbox`, keys, rules or other `settings` changed.
 */
export const TOPICS = ['calls', 'rates', 'incidents', 'alerts', 'deliveries', 'outbox', 'mailbox', 'settings'] as const;
export type Topic = (typeof TOPICS)[number];

export interface Announcement {
  topic: Topic;
  projectIds: number[];
}

/** Stands for the instance itself in `projectIds`: its mail belongs to no project, and its mailbox holds that of all. */
export const NO_PROJECT = 0;

export const NOTIFY_CHANNEL = 'callwatch';
const PROJECTS_PER_MESSAGE = 500; // a payload holds 8,000 bytes

/** Name of the counter of a project that tells how often its settings were announced. */
export const SETTINGS_COUNTER = 'settings';

// for those who do not hear it: whoever reads a key sees that settings are others than they were
const COUNT = `
  insert into project_counter as known (project_id, name, value) select id, $2, 1 from project where id = $1
  on conflict (project_id, name) do update set value = known.value + 1`;

/**
 * Wakes every listener of all processes. Call it after COMMIT: a hint must not come before what it hints at. That settings changed
 * is counted, too: ingest, which works by them, must not depend on a hint.
 */
export async function announce(sql: Sql, { topic, projectIds }: Announcement): Promise<void> {
  if (topic === 'settings') for (const projectId of projectIds) await sql.query(COUNT, [projectId, SETTINGS_COUNTER]);
  for (let from = 0; from < projectIds.length; from += PROJECTS_PER_MESSAGE) {
    const message: Announcement = { topic, projectIds: projectIds.slice(from, from + PROJECTS_PER_MESSAGE) };
    await sql.query('select pg_notify($1, $2)', [NOTIFY_CHANNEL, JSON.stringify(message)]);
  }
}
