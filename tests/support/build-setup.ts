import { buildPart } from '../../scripts/start/build.mjs';

/** Before the tests that run the real processes: everything `npm start` would build. */
export async function setup(): Promise<void> {
  await buildPart('Prisma client');
  await Promise.all([buildPart('bundles'), buildPart('SDK')]);
  await buildPart('pages');
}
