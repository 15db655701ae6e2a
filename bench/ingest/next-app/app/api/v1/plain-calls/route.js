import { z } from 'zod';

/**
 * What one writes first: find the key, check the body, store rows by Prisma. It is spared what the server does besides: names
 * have their ids already, and there are no batch ids, sums, signals or quotas.
 */
const column = (entry) => z.array(entry).max(10_000);
const Body = z.object({
  batchId: z.string(),
  dict: z.object({ routes: z.array(z.string()), paths: z.array(z.string()), callers: z.array(z.string()) }),
  calls: z.object({
    startedAtMs: column(z.number()),
    route: column(z.int()),
    path: column(z.int()),
    caller: column(z.int()),
    status: column(z.int().min(100).max(599)),
    durationUs: column(z.int()),
    responseBytes: column(z.int()),
  }),
});

let lastId = Date.now() * 1_000;
const ids = new Map();

function idOf(route) {
  const known = ids.get(route) ?? ids.size + 2;
  ids.set(route, known);
  return known;
}

export async function POST(request) {
  const { prisma, projects } = globalThis[Symbol.for('callwatch-bench')];
  const projectId = projects.get((request.headers.get('authorization') ?? '').replace('Bearer ', ''));
  if (projectId === undefined) return Response.json({ error: 'the key is not known' }, { status: 401 });
  const parsed = Body.safeParse(await request.json());
  if (!parsed.success) return Response.json({ error: parsed.error.message }, { status: 400 });
  const { calls, dict } = parsed.data;
  const data = calls.status.map((status, at) => ({
    finishedAt: new Date(calls.startedAtMs[at] + calls.durationUs[at] / 1_000),
    projectId,
    id: BigInt((lastId += 1)),
    endpointId: idOf(dict.routes[calls.route[at]]),
    consumerId: 0,
    userAgentId: 0,
    durationUs: calls.durationUs[at],
    requestBytes: 0,
    responseBytes: calls.responseBytes[at],
    status,
    flags: 0,
    traits: 0,
    environmentId: 1,
    caller: dict.callers[calls.caller[at]],
    path: dict.paths[calls.path[at]],
  }));
  await prisma.call.createMany({ data });
  return Response.json({ accepted: data.length }, { status: 202 });
}
