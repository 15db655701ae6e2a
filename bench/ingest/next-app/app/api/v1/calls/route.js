import { Readable } from 'node:stream';

/** The same ingest as in server.ts, behind a route handler: what the custom server is measured against. */
export async function POST(request) {
  const { ingest } = globalThis[Symbol.for('callwatch-bench')];
  const answer = await ingest({ headers: Object.fromEntries(request.headers), body: Readable.fromWeb(request.body) });
  return Response.json(answer, { status: 202 });
}
