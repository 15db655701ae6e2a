import { expect, it } from 'vitest';
import { EXPORTS, HASH } from '../../support/docs/exports';
import { startIngest } from '../ingest/harness';

const STORED = `
  select p.method || ' ' || p.route as endpoint, p.is_login, status, flags & 3 as login, encode(account_hash, 'hex') as account,
         host(caller) as caller, u.value as agent
    from call join endpoint p on (p.project_id, p.id) = (call.project_id, endpoint_id)
         join user_agent u on (u.project_id, u.id) = (call.project_id, user_agent_id)`;

it.each(EXPORTS.map((one) => [one.name, one] as const))(
  'a login that %s exports is one call with its marks, sent once or twice',
  async (_, { body, others, userAgent }) => {
    const world = await startIngest();
    for (const _time of [1, 2]) {
      const answer = await fetch(`${world.url}/api/otlp/v1/traces`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.ingestKey}`,
          'content-type': 'application/x-protobuf',
          'user-agent': userAgent,
        },
        body: new Uint8Array(body),
      });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 0]);
    }
    expect((await world.storage.query(STORED)).rows).toEqual([
      {
        endpoint: 'POST /login',
        is_login: true,
        status: 401,
        login: 2,
        account: HASH,
        caller: '192.0.2.7',
        agent: 'curl/8.5.0',
      },
    ]);
    expect(world.counted.ignored).toBeGreaterThanOrEqual(others);
  },
);
