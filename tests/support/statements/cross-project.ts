export interface CrossProject {
  /** What each of the statements holds; a space for any white space. */
  holds: readonly string[];
  why: string;
}

/** Statements on telemetry that are of several projects, by the file that sends them, with the reason. All others bind one. */
export const CROSS_PROJECT: Readonly<Record<string, CrossProject>> = {
  'lib/storage/calls/find-batches.ts': {
    holds: ['join ingest_batch b on b.project_id = u.p and b.batch_id = u.b_id'],
    why: 'a flush holds batches of several projects: one look for the repeated ones, by key',
  },
  'lib/storage/incidents/list-quiet-incidents.ts': {
    holds: ['select distinct project_id from signal_feed'],
    why: 'incidents of projects with nothing to fold; which those are is read first',
  },
  'lib/storage/partitions/drop-partition.ts': {
    holds: ['join endpoint_day d on d.project_id = e.project_id and d.environment_id = e.id where d.at = $1'],
    why: 'a day is dropped for all projects at once, unless an archive has a call in it',
  },
  'lib/storage/quotas/quota-notices.ts': {
    holds: ['from quota_usage q join project p on p.id = q.project_id'],
    why: 'looks for every project that has come to its quota',
  },
  'lib/storage/retention/table-sizes.ts': {
    holds: ['tablesample system'],
    why: 'what a table takes is shared by the rows that each project has in it',
  },
  'lib/storage/rollups/list-waiting.ts': {
    holds: ['from call_pending group by project_id order by project_id'],
    why: 'lists the projects with something to roll up, and what it is, without locks',
  },
  'lib/storage/rollups/read-projects.ts': {
    holds: [
      'where t.project_id = any($1::int[]) group by 1, 2',
      'select distinct project_id id from call_pending where project_id = any($1::int[])',
    ],
    why: 'the list of projects of an organization shows the last day of each',
  },
  'lib/storage/signals/list-fed-projects.ts': {
    holds: ['select distinct project_id as id from signal_feed'],
    why: 'lists the projects with something to fold, without locks',
  },
  'lib/storage/status/read-backlog.ts': {
    holds: ['as seconds from call_pending where flush_no > 0', 'as seconds from signal_feed where flush_no > 0'],
    why: 'how much waits in the whole instance, for those who run it',
  },
};

/** May the statement be of several projects? */
export function mayCrossProjects({ text, file }: { text: string; file: string }): boolean {
  const words = text.replaceAll(/\s+/g, ' ');
  return CROSS_PROJECT[file]?.holds.some((part) => words.includes(part)) ?? false;
}
