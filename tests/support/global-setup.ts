import type { TestProject } from 'vitest/node';
import { buildAll, buildPart } from '../../scripts/start/build.mjs';
import { releaseTestPostgres, type TestPostgres, useTestPostgres } from './test-postgres';

declare module 'vitest' {
  export interface ProvidedContext {
    testPostgres: TestPostgres;
  }
}

/** Before the tests that need a database: Prisma client, bundles of processes and commands, and a Postgres with a migrated template. */
export async function setup(project: TestProject): Promise<void> {
  await buildAll({ pages: false });
  await buildPart('commands');
  project.provide('testPostgres', await useTestPostgres());
}

export const teardown = (): Promise<void> => releaseTestPostgres();
