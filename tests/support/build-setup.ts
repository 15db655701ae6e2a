import { buildAll } from '../../scripts/start/build.mjs';

/** Before the tests that run the real processes: everything `npm start` would build. */
export async function setup(): Promise<void> {
  await buildAll();
}
