import { expect, it } from 'vitest';
import { startIngest } from '../ingest/harness';
import { logTime } from './log-fixture';
import { runImport } from './run-import';

const AT_MS = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
const iso = new Date(AT_MS).toISOString();
const TRACE = '69a7fc070123456789abcdef01234567';

/** The same call as each server would log it, its status apart. */
const LINES = [
  `shop.test:443 192.0.2.7 - ada [${logTime(AT_MS)}] "GET /a HTTP/1.1" 201 512 "-" "curl" 0.250 0.249`,
  `192.0.2.7 - ada [${logTime(AT_MS)}] "GET /a HTTP/1.1" 202 512 "-" "curl" 18 "shop@docker" "http://10.0.0.5:80" 250ms`,
  `https ${iso} app/s/1 192.0.2.7:1 - 0.000 0.250 0.000 203 203 40 512 "GET https://s.test:443/a HTTP/1.1" "curl" - - arn "Root=1-69a7fc07-0123456789abcdef01234567"`,
  `{"time_iso8601":"${iso}","remote_addr":"192.0.2.7","remote_user":"ada","request":"GET /a?b HTTP/1.1","status":204,"body_bytes_sent":512,"request_time":0.25,"http_user_agent":"curl","trace_id":"${TRACE}"}`,
  `{"ts":${AT_MS / 1_000},"logger":"http.log.access","request":{"client_ip":"192.0.2.7","method":"GET","uri":"/a","headers":{"User-Agent":["curl"]}},"user_id":"ada","duration":0.25,"size":512,"bytes_read":40,"status":205}`,
  `{"StartUTC":"${iso}","Duration":250000000,"DownstreamStatus":206,"DownstreamContentSize":512,"RequestMethod":"GET","RequestPath":"/a","ClientHost":"192.0.2.7","ClientUsername":"ada","request_User-Agent":"curl","TraceId":"${TRACE}"}`,
];

const CALLS = `select c.status, c.duration_us, c.request_bytes, c.response_bytes, host(c.caller) as caller, encode(c.trace_id, 'hex') as trace,
    round(extract(epoch from c.finished_at) * 1000)::bigint as at, e.route, n.name as consumer, u.value as agent
  from call c join endpoint e on e.project_id = c.project_id and e.id = c.endpoint_id
  left join consumer n on n.project_id = c.project_id and n.id = c.consumer_id
  left join user_agent u on u.project_id = c.project_id and u.id = c.user_agent_id
  order by c.status`;

// a file whose lines are in several formats
it('gives the same call for each, with what its format says', async () => {
  const world = await startIngest();
  const args = ['--key', world.ingestKey, '--url', world.url, '--users', '-'];
  const { counts, stdout } = await runImport(args, { input: `${LINES.join('\n')}\n${LINES[3]?.slice(0, 90)}\n` });
  expect(counts).toMatchObject({ read: 7, accepted: 6, rejected: 1, reasons: { invalid_json: 1 } });
  expect(stdout).toContain('  1 read as: Caddy JSON');
  const call = {
    duration_us: 250_000,
    request_bytes: 0,
    response_bytes: 512,
    caller: '192.0.2.7',
    trace: null,
    at: String(AT_MS),
    route: '/a',
    consumer: 'ada',
    agent: 'curl',
  };
  expect((await world.storage.query(CALLS)).rows).toEqual([
    { ...call, status: 201 },
    { ...call, status: 202, at: String(AT_MS + 250) },
    { ...call, status: 203, request_bytes: 40, consumer: null, trace: TRACE },
    { ...call, status: 204, trace: TRACE },
    { ...call, status: 205, request_bytes: 40 },
    { ...call, status: 206, at: String(AT_MS + 250), trace: TRACE },
  ]);
});

it('is read as one format alone when that is asked for', async () => {
  const world = await startIngest();
  const args = ['--key', world.ingestKey, '--url', world.url, '--format', 'alb', '-'];
  const { counts } = await runImport(args, { input: LINES.join('\n') });
  expect(counts).toMatchObject({ accepted: 1, reasons: { not_a_log_line: 5 } });
  expect(await world.count('select status from call')).toBe(203);
});
