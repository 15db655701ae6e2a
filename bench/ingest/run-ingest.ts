import { compareWithCopy, compareWithNextRoute, compareWithRollups, warmUp } from './compare';
import { createManyRows } from './create-many';
import { measureShapes, printShapes, type Shape } from './shapes';
import { openWorld, type World } from '../support/world';

type Write = (line: string) => void;
type Figures = Record<string, number | string>;

function print(figures: Figures, write: Write): void {
  for (const [name, value] of Object.entries(figures)) {
    const text =
      typeof value === 'string' ? value : value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    write(`${name.padEnd(32)}${text.padStart(12)}`);
  }
}

async function measure(world: World): Promise<{ figures: Figures; shapes: Shape[] }> {
  const server = await world.start('ingest');
  const files = await warmUp(world, server.url);
  const compared = await compareWithCopy(world, server.url, files);
  if (process.env.BENCH_ONLY === 'copy') {
    await server.stop();
    return { figures: compared, shapes: [] };
  }
  const withRollups = await compareWithRollups(world, server.url, files);
  const besideNext = await compareWithNextRoute(world, server.url);
  const shapes = await measureShapes(world, server);
  await server.stop();
  const createMany = await createManyRows(world);
  const figures = {
    ...compared,
    ...withRollups,
    createManyRowsPerSecond: createMany,
    ratioToCreateMany: compared.callsPerSecond / createMany,
    ...besideNext,
    table: 'call',
  };
  return { figures, shapes };
}

const rounded = (figures: object): object =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  );

/**
 * HTTP → COMMIT of 1,000-call batches beside the database's own COPY, createMany and Next route handlers, then posts of 1 to
 * 10,000 calls, in one run. `BENCH_ONLY=copy` ends after the first comparison.
 */
export async function runIngest(write: Write): Promise<object> {
  const world = await openWorld();
  try {
    const { figures, shapes } = await measure(world);
    print(figures, write);
    printShapes(shapes, write);
    return { ...rounded(figures), shapes: shapes.map(rounded) };
  } finally {
    await world.close();
  }
}
