/** Statements on telemetry that are of several projects, by the file that sends them, with the reason. All others bind one. */
export const CROSS_PROJECT: Readonly<Record<string, string>> = {
  'lib/storage/calls/find-batches.ts':
    'a flush holds batches of several projects: one look for the repeated ones, by key',
  'lib/storage/incidents/list-quiet-incidents.ts':
    'incidents of projects with nothing to fold; which those are is read first',
  'lib/storage/partitions/drop-partition.ts':
    'a day is dropped for all projects at once, unless an archive has a call in it',
  'lib/storage/quotas/quota-notices.ts': 'looks for every project that has come to its quota',
  'lib/storage/retention/table-sizes.ts': 'what a table takes is shared by the rows that each project has in it',
  'lib/storage/rollups/list-waiting.ts': 'lists the projects with something to roll up, and what it is, without locks',
  'lib/storage/rollups/read-projects.ts': 'the list of projects of an organization shows the last day of each',
  'lib/storage/signals/list-fed-projects.ts': 'lists the projects with something to fold, without locks',
  'lib/storage/status/read-backlog.ts': 'how much waits in the whole instance, for those who run it',
};
