import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { makeIngestKey } from '../../../lib/storage/secrets/access-key';
import { waitFor } from '../../support';
import { between, forward } from './between';
import { followed } from './followed';
import { startImport } from './run-import';

// a log that is followed while something about it changes
it('begins with the file that was followed last when the key is another, so that rotated lines come too', async () => {
  const { world, log, args, more, stored, reaches, follow } = await followed();
  const url = await between(async (request, response) => {
    request.headers.authorization = `Bearer ${world.ingestKey}`; // the new key is of the same environment
    const answer = await forward(world, request);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  const replaced = args.map((arg) => (arg === world.url ? url : arg));
  const first = await follow();
  writeFileSync(log, more(3));
  await reaches(3);
  await first.stop('SIGTERM');

  appendFileSync(log, more(2));
  renameSync(log, `${log}.1`);
  writeFileSync(log, more(1));
  replaced[1] = makeIngestKey('production');
  const second = await startImport(replaced);
  await reaches(6);
  expect(second.said()).toContain('following access.log.1 from its beginning');
  await second.stop('SIGTERM');
  expect(await stored()).toEqual({ 1: 6 });

  appendFileSync(log, more(4));
  writeFileSync(`${log}.2.gz`, gzipSync(readFileSync(log)));
  rmSync(log);
  writeFileSync(log, more(2));
  replaced[1] = makeIngestKey('production');
  const third = await startImport(replaced);
  await reaches(12);
  expect(third.said()).toContain('following access.log.2.gz from its beginning');
  await third.stop('SIGTERM');
  expect(await stored()).toEqual({ 1: 12 });
});

it('sends what is written to a renamed file after it was done with, also over the next rotation and a restart', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(3));
  const running = await follow();
  await reaches(3);
  renameSync(log, `${log}.1`);
  writeFileSync(log, more(2));
  await reaches(5); // the log is sent once the old file was done with
  const [late, rest] = [more(2), more(1)];
  appendFileSync(`${log}.1`, late + rest.slice(0, 30));
  await reaches(7);
  renameSync(`${log}.1`, `${log}.2`);
  renameSync(log, `${log}.1`);
  writeFileSync(log, more(1));
  await reaches(8);
  appendFileSync(`${log}.2`, rest.slice(30));
  appendFileSync(`${log}.1`, more(2));
  await reaches(11);
  expect((await running.stop('SIGTERM')).stderr).toMatch(/access\.log\.\d is still written to/);

  appendFileSync(`${log}.2`, more(1));
  const again = await follow();
  await reaches(12);
  expect((await again.stop('SIGTERM')).counts).toMatchObject({ read: 1, accepted: 1, duplicate: 0 });
  expect(await stored()).toEqual({ 1: 12 });
});

it('waits while a proxy finds no server behind it, once that had taken calls; at the start the address is wrong', async () => {
  const { world, log, args, more, stored, reaches } = await followed();
  let statuses: number[] = [];
  const url = await between(async (request, response) => {
    const status = statuses.shift();
    if (status !== undefined) {
      response.writeHead(status).end('<h1>nothing here</h1>');
      return;
    }
    const answer = await forward(world, request);
    response.writeHead(answer.status).end(await answer.text());
  });
  const through = args.map((arg) => (arg === world.url ? url : arg));
  writeFileSync(log, more(2));
  const running = await startImport(through);
  await reaches(2);
  statuses = [404, 405];
  appendFileSync(log, more(2));
  await reaches(4);
  const { code, stderr } = await running.stop('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).toMatch(/waiting, the lines stay in the log: the server answered 404/);
  statuses = [404];
  appendFileSync(log, more(1));
  const wrong = await startImport(through);
  await waitFor(() => wrong.said().includes('is no Callwatch: it answered 404'), { timeoutMs: 20_000 });
  expect((await wrong.stop('SIGTERM')).code).toBe(1);
  expect(await stored()).toEqual({ 1: 4 });
});

// root may read everything
it.skipIf(process.getuid?.() === 0)('passes over what it may not read beside the log, and tells it once', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(2));
  const first = await follow();
  await reaches(2);
  await first.stop('SIGTERM');
  writeFileSync(`${log}.9`, 'x'.repeat(10_000));
  writeFileSync(`${log}-notes`, 'x'.repeat(10_000));
  for (const name of ['.9', '-notes']) chmodSync(`${log}${name}`, 0);
  renameSync(log, `${log}.1`);
  appendFileSync(`${log}.1`, more(1));
  writeFileSync(log, more(3));
  const second = await follow();
  await reaches(6);
  const { code, stderr } = await second.stop('SIGTERM');
  expect(code).toBe(0);
  expect(stderr.match(/access\.log\.9 is passed over/g)).toHaveLength(1);
  expect(await stored()).toEqual({ 1: 6 });
});
