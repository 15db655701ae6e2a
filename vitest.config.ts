import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What keeps processors busy. On two of them vitest would work through one file after the other. */
const BUSY = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 0 } };
/** Files that wait as long as they work: for processes that start, for polls, for leases that run out. */
const WAITING = { maxWorkers: availableParallelism() + 1, sequence: { groupOrder: 1 } };

const INTEGRATION = {
  ...WAITING,
  setupFiles: ['tests/support/statements/record.ts'],
  globalSetup: ['tests/support/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
/** Integration tests that measure the memory of their own process, which no other file may have used before. */
const ALONE = ['explorer/export', 'ingest/otlp', 'ingest/refuse'].map((name) => `tests/integration/${name}.test.ts`);

/** Suites by what they need: nothing, a database, a browser and a build, root and programs of the machine. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          ...BUSY,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          isolate: false, // to read all modules anew for each file takes longer than the tests
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          ...INTEGRATION,
          include: ['tests/integration/**/*.test.ts'],
          exclude: ALONE,
          isolate: false, // as above
        },
      },
      { extends: true, test: { name: 'integration-alone', ...INTEGRATION, include: ALONE } },
      {
        extends: true,
        test: {
          name: 'e2e',
          ...BUSY,
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/build-setup.ts', 'tests/support/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'full',
          ...BUSY,
          include: ['tests/full/**/*.test.ts'],
          globalSetup: ['tests/support/build-setup.ts', 'tests/support/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
