import { compareWithCopy, compareWithNextRoute, compareWithRollups, warmUp } from './compare';
import { createManyRows } from './create-many';
import { openWorld, type World } from '../support/world';

function print(figures: Record<string, number | string>, write: (line: string) => void): void {
  for (const [name, value] of Object.entries(figures)) {
    const text =
      typeof value === 'string' ? value : value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    write(`${name.padEnd(32)}${text.padStart(12)}`);
  }
}

async function measure(world: World): Promise<Record<string, number | string>> {
  const server = await world.start('ingest');
  const files = await warmUp(world, server.url);
  const compared = await compareWithCopy(world, server.url, files);
  const withRollups = await compareWithRollups(world, server.url, files);
  const besideNext = await compareWithNextRoute(world, server.url);
  await server.stop();
  const createMany = await createManyRows(world);
  return {
    ...compared,
    ...withRollups,
    createManyRowsPerSecond: createMany,
    ratioToCreateMany: compared.callsPerSecond / createMany,
    ...besideNext,
    table: 'call',
  };
}

/** HTTP → COMMIT of 1,000-call batches beside the database's own COPY, createMany and a Next route, in one run. */
export async function runIngest(write: (line: string) => void): Promise<Record<string, number | string>> {
  const world = await openWorld();
  try {
    const figures = await measure(world);
    print(figures, write);
    return Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [
        name,
        typeof value === 'number' ? Number(value.toPrecision(4)) : value,
      ]),
    );
  } finally {
    await world.close();
  }
}
