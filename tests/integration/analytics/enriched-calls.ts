import type { CallRow } from '../../../lib/storage';
import { AGENTS, enrich } from '../../support/call-filter-cases';
import { createCallsWorld, storeWaves, type CallsWorld } from '../../support/stored-calls';

const HOUR_MS = 3_600_000;

/** A dense hour, a thin month, and what no rollup holds yet. */
const WAVES = [
  [1200, HOUR_MS],
  [900, 25 * 24 * HOUR_MS],
  [300, 2 * HOUR_MS],
] as const;

/** A database of calls with all that calls are filtered by, and the calls. */
export async function createEnrichedCalls(
  now: Date,
  random: () => number,
): Promise<{ world: CallsWorld; stored: CallRow[] }> {
  const world = await createCallsWorld();
  const { projectId } = world;
  await world.storage.prisma.userAgent.createMany({
    data: AGENTS.map((value, index) => ({ projectId, id: index + 1, value })),
  });
  let serial = 0;
  const change = (row: CallRow): CallRow => enrich(row, random, (serial += 1));
  return { world, stored: await storeWaves(world, { now, random, waves: WAVES, change }) };
}
