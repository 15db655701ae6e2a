import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../../support';
import { startIngest } from '../ingest/harness';
import { logTime } from './log-fixture';
import { runImport, scratchFolder } from './run-import';

const DAY_MS = 86_400_000;
const lineAt = (atMs: number, request = 'GET /a HTTP/1.1'): string =>
  `2001:db8::1 - ada [${logTime(atMs)}] "${request}" 200 5 "-" "curl"\n`;

// what an import does not take
it('names a reason for each line that is no call, and says how to import what is too old', async () => {
  const world = await startIngest();
  const now = Date.now();
  const input = [
    lineAt(now - DAY_MS),
    lineAt(now - 100 * DAY_MS),
    lineAt(now + DAY_MS),
    '\n',
    'no log line\n',
    lineAt(now - DAY_MS, '-'),
    `${'x'.repeat(9 << 20)}\n`,
    Buffer.from([0x80, 0xff, 0x0a]).toString('latin1'),
  ].join('');
  const args = ['--key', world.ingestKey, '--url', world.url, '-'];
  const { code, stdout, counts } = await runImport(args, { input });
  expect(code).toBe(0);
  expect(counts).toEqual({
    read: 7,
    accepted: 1,
    duplicate: 0,
    rejected: 6,
    reasons: { not_a_log_line: 2, too_old: 1, in_future: 1, no_request: 1, line_too_long: 1 },
  });
  expect(stdout).toContain('--keep');
  expect(stdout).toContain(
    'too_old: the call finished before the time that calls are kept for (first: standard input:2)',
  );
  expect(await world.count(`select count(*) from call where caller = '2001:db8::1'`)).toBe(1);

  const kept = await runImport([...args, '--keep'], { input });
  expect(kept.counts.reasons).not.toHaveProperty('too_old');
  expect(kept.stdout).not.toContain('--keep');
  expect(await world.count('select count(*) from call where environment_id = 2')).toBe(2);
});

it('ends with 1 where no line of a log could be used, so that whoever runs it by the clock notices', async () => {
  const world = await startIngest();
  const args = ['--key', world.ingestKey, '--url', world.url, '-'];
  const { code, counts } = await runImport(args, { input: 'no log line\nnor this\n' });
  expect([code, counts.read, counts.rejected]).toEqual([1, 2, 2]);
  expect((await runImport(args, { input: '\n' })).code).toBe(0);
});

it('takes an odd method as OTHER, users as consumers only when told to and not where one was refused, and never the query', async () => {
  const world = await startIngest();
  const at = Date.now() - DAY_MS;
  const args = ['--key', world.ingestKey, '--url', world.url];
  const input = lineAt(at, 'BREW /pot?secret=1 HTTP/1.1') + lineAt(at).replace('" 200', '" 401');
  expect((await runImport([...args, '--users', '-'], { input })).counts.accepted).toBe(2);
  const madeUp = lineAt(at).replace('- ada', '- eve').replace('" 200', '" 204');
  expect((await runImport([...args, '-'], { input: madeUp })).counts.accepted).toBe(1);
  const { rows } = await world.storage.query(
    `select e.method, e.route, c.path, c.status, n.name from call c
     join endpoint e on e.project_id = c.project_id and e.id = c.endpoint_id
     left join consumer n on n.project_id = c.project_id and n.id = c.consumer_id order by c.status`,
  );
  expect(rows).toEqual([
    { method: 'OTHER', route: '/pot', path: null, status: 200, name: 'ada' },
    { method: 'GET', route: '/a', path: null, status: 204, name: null },
    { method: 'OTHER', route: '__other__', path: '/a', status: 401, name: null },
  ]);
});

it('a command line that is wrong ends with 2 and one line', async () => {
  for (const args of [[], ['--key', 'cwk_short', 'access.log']]) {
    const { code, stderr, stdout } = await runImport(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd()).toMatch(/^import: .*$/);
  }
});

it('what cannot be sent or read ends with 1 and the reason', async () => {
  const world = await startIngest();
  const input = lineAt(Date.now() - DAY_MS);
  const { ingestKey: otherKey } = await startIngest();
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const broken = path.join(scratchFolder(), 'access.log.gz');
  writeFileSync(broken, Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x01]));
  for (const [key, url, file, message] of [
    [otherKey, world.url, '-', /not known or was revoked/],
    [world.ingestKey, nobody, '-', /cannot be reached/],
    [world.ingestKey, world.url, broken, /cannot be read/],
  ] as const) {
    const { code, stderr, counts } = await runImport(['--key', key, '--url', url, file], { input });
    expect([code, counts.accepted]).toEqual([1, 0]);
    expect(stderr).toMatch(message);
  }
});
