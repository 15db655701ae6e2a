/** How the long-running processes call themselves to the database. Commands and backups have names of their own. */
export const APPLICATION_NAMES = { server: 'callwatch-server', worker: 'callwatch-worker' } as const;
