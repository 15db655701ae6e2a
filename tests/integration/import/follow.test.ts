import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { waitFor } from '../../support';
import { between, forward } from './between';
import { followed } from './followed';
import { runImport, scratchFolder, startImport } from './run-import';

// a log that is followed
it('is sent as it grows, whole lines only, and a stop tells the counts', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  const running = await follow();
  await waitFor(() => running.said().includes('there is no such file yet'));
  const [whole, half] = [more(2), more(1)];
  writeFileSync(log, whole + half.slice(0, 40));
  await reaches(2);
  appendFileSync(log, half.slice(40) + more(3));
  await reaches(6);
  const { code, counts, stdout } = await running.stop('SIGTERM');
  expect(code).toBe(0);
  expect(counts).toEqual({ read: 6, accepted: 6, duplicate: 0, rejected: 0, reasons: {} });
  expect(stdout).toContain('6 read as: combined');
  expect(await stored()).toEqual({ 1: 6 });

  appendFileSync(log, more(4) + more(1).trimEnd());
  const again = await follow();
  await reaches(10);
  expect(again.said()).toMatch(/following access\.log from byte \d+ on/);
  expect((await again.stop('SIGINT')).counts).toMatchObject({ read: 4, accepted: 4 });
  expect(await stored()).toEqual({ 1: 10 });
});

it('ends with its counts when the npm that started it is ended, which passes no signal on', async () => {
  const { log, more, reaches, follow } = await followed();
  writeFileSync(log, more(3));
  const running = await follow({ byNpm: true });
  await reaches(3);
  expect((await running.stop('SIGTERM')).counts).toMatchObject({ read: 3, accepted: 3 });
});

it('goes on over renamed files, with what is still written to the old one and its last line without an end', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(10));
  const running = await follow();
  await reaches(10);
  renameSync(log, `${log}.1`);
  appendFileSync(`${log}.1`, more(5));
  await reaches(15);
  writeFileSync(log, more(7));
  appendFileSync(`${log}.1`, more(2) + more(1).trimEnd());
  await reaches(25);
  expect((await running.stop('SIGTERM')).counts).toMatchObject({ accepted: 25, duplicate: 0 });
  expect(await stored()).toEqual({ 1: 25 });
});

it('goes on over files that are copied and cut, from the copy and then from the beginning', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(30));
  const running = await follow();
  await reaches(30);
  for (const calls of [45, 60]) {
    const unseen = more(5);
    writeFileSync(`${log}.1`, readFileSync(log, 'utf8') + unseen); // as if written just before the cut
    truncateSync(log);
    appendFileSync(log, more(10));
    await reaches(calls);
  }
  expect((await running.stop('SIGTERM')).counts).toMatchObject({ accepted: 60 });
  expect(await stored()).toEqual({ 1: 60 });
});

it('is found again after rotations while nobody followed, compressed ones and those in between too', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(20));
  const first = await follow();
  await reaches(20);
  await first.stop('SIGKILL');

  appendFileSync(log, more(5));
  writeFileSync(`${log}.2.gz`, gzipSync(readFileSync(log)));
  writeFileSync(`${log}.1`, more(7));
  rmSync(log);
  writeFileSync(log, more(3));
  const second = await follow();
  await reaches(35);
  await second.stop('SIGKILL');
  expect(await stored()).toEqual({ 1: 35 });

  appendFileSync(log, more(2));
  copyFileSync(log, `${log}.1`);
  writeFileSync(log, more(4)); // the same file, shorter than what was sent of it
  const third = await follow();
  await reaches(41);
  await third.stop('SIGTERM');
  expect(await stored()).toEqual({ 1: 41 });
});

it('says so when the rest of its file is gone, and stores only that when it is imported', async () => {
  const { log, importing, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(8));
  const first = await follow();
  await reaches(8);
  await first.stop('SIGTERM');
  appendFileSync(log, more(4));
  const elsewhere = path.join(scratchFolder(), 'old.log');
  copyFileSync(log, elsewhere);
  rmSync(log);
  writeFileSync(log, more(3));
  const second = await follow();
  await reaches(11);
  expect(second.said()).toMatch(/what followed byte \d+ of .* is in no file beside it/);
  await second.stop('SIGTERM');
  const { counts } = await runImport([...importing, elsewhere]);
  expect(counts).toMatchObject({ read: 12, accepted: 4, duplicate: 8 });
  expect(await stored()).toEqual({ 1: 15 });
});

it('is stored once when it is killed in the middle, again and again', async () => {
  const { world, log, args, more, stored, follow, reaches } = await followed();
  const lines = 12_000;
  writeFileSync(log, more(lines));
  for (let round = 0; round < 4; round += 1) {
    let kill = (): void => undefined;
    const killed = new Promise<void>((resolve) => (kill = resolve));
    const url = await between(async (request, response, post) => {
      const answer = await forward(world, request);
      if (post === 2)
        kill(); // stored, but nobody hears of it
      else response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    const running = await startImport(args.map((arg) => (arg === world.url ? url : arg)));
    await killed;
    await running.stop('SIGKILL');
    appendFileSync(log, more(500));
  }
  const last = await follow();
  await reaches(lines + 2_000);
  await last.stop('SIGTERM');
  expect(await stored()).toEqual({ 1: lines + 2_000 });
});

it('stays in its file while the server is away, and that is told once', async () => {
  const { world, log, args, more, stored, reaches } = await followed();
  let away = true;
  let refused = 0;
  const url = await between(async (request, response) => {
    if (away) {
      refused += 1;
      response.destroy();
      return;
    }
    const answer = await forward(world, request);
    response.writeHead(answer.status).end(await answer.text());
  });
  writeFileSync(log, more(20));
  const running = await startImport(args.map((arg) => (arg === world.url ? url : arg)));
  await waitFor(() => refused > 3, { timeoutMs: 30_000 });
  renameSync(log, `${log}.1`);
  writeFileSync(log, more(5));
  away = false;
  await reaches(25);
  const { stderr } = await running.stop('SIGTERM');
  expect(stderr.match(/waiting, the lines stay in the log/g)).toHaveLength(1);
  expect(stderr.match(/sending again/g)).toHaveLength(1);
  expect(await stored()).toEqual({ 1: 25 });
});

it('ends while the server is away, and can be imported or followed anew: nothing is stored twice', async () => {
  const { log, args, importing, more, stored, reaches, follow } = await followed();
  const broken = 'no log line\n';
  writeFileSync(log, broken + more(1_500) + broken);
  const first = await follow();
  await reaches(1_500);
  appendFileSync(log, broken + more(10) + broken);
  await reaches(1_510);
  await first.stop('SIGTERM');
  const imported = await runImport([...importing, log]);
  expect(imported.counts).toMatchObject({ read: 1_514, accepted: 0, duplicate: 1_510, rejected: 4 });

  rmSync(`${log}.callwatch.json`);
  const anew = await follow();
  appendFileSync(log, more(1));
  await reaches(1_511);
  expect((await anew.stop('SIGTERM')).counts).toMatchObject({ accepted: 1, duplicate: 1_510 });

  const away = await startImport(args.map((arg) => (arg.startsWith('http') ? 'http://127.0.0.1:9' : arg)));
  appendFileSync(log, more(1));
  await waitFor(() => away.said().includes('waiting'), { timeoutMs: 20_000 });
  expect((await away.stop('SIGTERM')).code).toBe(0);
  expect(await stored()).toEqual({ 1: 1_511 });
});

it('is stored once when it had been imported before, in larger blocks', async () => {
  const { log, importing, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(6_500));
  await runImport([...importing, log]);
  const running = await follow();
  appendFileSync(log, more(5));
  await reaches(6_505);
  expect((await running.stop('SIGTERM')).counts).toMatchObject({ read: 6_505, accepted: 5, duplicate: 6_500 });
  expect(await stored()).toEqual({ 1: 6_505 });
});

it('is not followed where its position cannot be kept', async () => {
  const { log, args, more } = await followed();
  writeFileSync(log, more(1));
  const { code, stderr, counts } = await runImport([...args, '--state', path.join(log, 'at.json')]);
  expect([code, counts.read]).toEqual([1, 0]);
  expect(stderr).toContain('name another place with --state');
});
