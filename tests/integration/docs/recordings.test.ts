import { expect, it } from 'vitest';
import { readRecordings, type Recording } from '../../support/docs/recordings';
import { startIngest } from '../ingest/harness';

const HASH = '5c820b4a5aac8f31eb6741825bfecb8e';
const LOGIN = { success: 1, failure: 2 } as const;
const STORED = `
  select encode(trace_id, 'hex') as "traceId", p.method || ' ' || p.route as endpoint, coalesce(path, p.route) as path, status,
         duration_us as "durationUs", flags & 3 as login, encode(account_hash, 'hex') as account, host(caller) as caller, u.value as agent
    from call join endpoint p on (p.project_id, p.id) = (call.project_id, endpoint_id)
         join user_agent u on (u.project_id, u.id) = (call.project_id, user_agent_id)
   order by 1`;

const callOf = ({ traceId, endpoint, path, status, durationUs, login }: Recording['calls'][number]) => ({
  traceId,
  endpoint: endpoint ?? 'OTHER __other__',
  path,
  status,
  durationUs,
  login: login ? LOGIN[login] : 0,
  account: login ? HASH : null,
  caller: '127.0.0.1',
  agent: 'shop-client/1.0',
});

it.each(readRecordings())(
  'what the exporter of %s sent becomes its calls, sent once or twice',
  async (_, { recordedAt, requests, calls }) => {
    const world = await startIngest();
    world.clock.aheadMs = Date.parse(recordedAt) - Date.now();
    for (const { headers, body } of [...requests, ...requests]) {
      const answer = await fetch(`${world.url}/api/otlp/v1/traces`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${world.ingestKey}` },
        body: new Uint8Array(Buffer.from(body, 'base64')),
      });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 0]);
    }
    const wanted = calls.map(callOf).sort((a, b) => (a.traceId < b.traceId ? -1 : 1));
    expect((await world.storage.query(STORED)).rows).toEqual(wanted);
  },
);
