import type { TestProject } from 'vitest/node';
import { buildAll } from '../../scripts/start/build.mjs';
import { releaseTestPostgres, type TestPostgres, useTestPostgres } from './test-postgres';

declare module 'vitest' {
  export interface ProvidedContext {
    testPostgres: TestPostgres;
  }
}

/** Before the tests that need a database: Prisma client and bundles, and a Postgres with a migrated template. */
export async function setup(project: TestProject): Promise<void> {
  await buildAll({ pages: false });
  project.provide('testPostgres', await useTestPostgres());
}

export const teardown = (): Promise<void> => releaseTestPostgres();
