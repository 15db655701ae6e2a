import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { runNode } from '../../scripts/start/run.mjs';
import { quantile } from '../support/quantile';
import { emptyTables } from './copy';
import type { World } from '../support/world';

const root = path.resolve(import.meta.dirname, '../..');
const BATCHES = 20;
const ROWS = 1_000;

interface CallModel {
  createMany(rows: { data: object[] }): Promise<unknown>;
}
interface GeneratedClient {
  PrismaClient: new (options: { adapter: PrismaPg }) => { call: CallModel; $disconnect(): Promise<void> };
}

/** Makes the client that knows the table `call` as a model. */
export const generateCallModel = (): Promise<unknown> =>
  runNode([
    path.join(root, 'node_modules/prisma/build/index.js'),
    'generate',
    '--no-hints',
    `--schema=${path.join(import.meta.dirname, 'create-many.prisma')}`,
  ]);

/** Opens that client, with so many connections at most. */
export async function openCallModel(url: string, max: number) {
  const { PrismaClient } = (await import(path.join(root, '.cache/bench-prisma/client.ts'))) as GeneratedClient;
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max }) });
}

/** Rows a second of Prisma's createMany into the same table, 1,000 at a time; the median batch counts. */
export async function createManyRows({ admin, appUrl }: World): Promise<number> {
  await generateCallModel();
  await emptyTables(admin);
  const prisma = await openCallModel(appUrl, 1);
  const rowOf = (id: number): object => ({
    finishedAt: new Date(),
    projectId: 1,
    id: BigInt(id),
    endpointId: 2 + (id % 200),
    consumerId: 1 + (id % 500),
    userAgentId: 1 + (id % 40),
    durationUs: 1_000 + (id % 5_000),
    requestBytes: 0,
    responseBytes: id % 5_000,
    status: 200,
    flags: 0,
    traits: 1,
    environmentId: 1,
    caller: `10.0.${(id >> 8) & 255}.${id & 255}`,
    path: `/v1/resource${id % 200}/${id}`,
  });
  const batches = Array.from({ length: BATCHES }, (_, batch) =>
    Array.from({ length: ROWS }, (__, at) => rowOf(batch * ROWS + at)),
  );
  await prisma.call.createMany({ data: [rowOf(-1)] }); // the connection
  const batchMs: number[] = [];
  for (const data of batches) {
    const startedAt = performance.now();
    await prisma.call.createMany({ data });
    batchMs.push(performance.now() - startedAt);
  }
  await prisma.$disconnect();
  return (ROWS / quantile(batchMs, 0.5)) * 1_000;
}
