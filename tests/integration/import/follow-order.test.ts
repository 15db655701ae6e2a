import { appendFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { waitFor } from '../../support';
import { followed } from './followed';

/** Sets when a file was written to last, in seconds before now. */
function writtenBefore(file: string, seconds: number): void {
  const at = Date.now() / 1_000 - seconds;
  utimesSync(file, at, at);
}

/** `log` becomes `.1`, `.1` becomes `.2`, and a new log has these lines. */
function rotate(log: string, { upTo, lines }: { upTo: number; lines: string }): void {
  for (let number = upTo; number > 0; number -= 1) {
    renameSync(number === 1 ? log : `${log}.${number - 1}`, `${log}.${number}`);
  }
  writeFileSync(log, lines);
}

// files that were rotated one after the other
it('are all sent after a stop, though lines that came late make the oldest one look like the newest', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(3));
  writtenBefore(log, 60);
  const first = await follow();
  await reaches(3);
  await first.stop('SIGTERM');

  rotate(log, { upTo: 1, lines: more(20) });
  writtenBefore(log, 50);
  rotate(log, { upTo: 2, lines: more(10) });
  writtenBefore(log, 90); // the clock had been set back: only the names tell
  rotate(log, { upTo: 3, lines: more(2) });
  appendFileSync(`${log}.3`, more(1));
  const second = await follow();
  await reaches(36);
  const { stderr } = await second.stop('SIGTERM');
  expect([...stderr.matchAll(/following (\S+) from/g)].map(([, name]) => name)).toEqual([
    'access.log.3',
    'access.log.2',
    'access.log.1',
    'access.log',
  ]);
  expect(await stored()).toEqual({ 1: 36 });
});

it('are all sent while it runs, though two rotations come at once and the oldest is still written to', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(3));
  writtenBefore(log, 60);
  const running = await follow();
  await reaches(3);
  rotate(log, { upTo: 1, lines: more(20) });
  writtenBefore(log, 30);
  rotate(log, { upTo: 2, lines: more(2) });
  appendFileSync(`${log}.2`, more(4));
  await reaches(29);
  appendFileSync(`${log}.2`, more(1));
  appendFileSync(`${log}.1`, more(1));
  await reaches(31);
  expect((await running.stop('SIGTERM')).counts).toMatchObject({ accepted: 31, duplicate: 0 });
  expect(await stored()).toEqual({ 1: 31 });
});

it('are all sent where their names tell nothing of their order', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(3));
  writtenBefore(log, 60);
  const first = await follow();
  await reaches(3);
  await first.stop('SIGTERM');

  renameSync(log, `${log}-04032026`); // by day, month and year
  appendFileSync(`${log}-04032026`, more(1));
  writeFileSync(`${log}.1`, more(20));
  writtenBefore(`${log}.1`, 50);
  writeFileSync(`${log}-28022026.gz`, gzipSync(more(5))); // from before the log that was followed
  writtenBefore(`${log}-28022026.gz`, 600);
  writeFileSync(log, more(2));
  const second = await follow();
  await reaches(26);
  const { stderr } = await second.stop('SIGTERM');
  expect(stderr.match(/\S+ is passed over/g)).toEqual(['access.log-28022026.gz is passed over']);
  expect(await stored()).toEqual({ 1: 26 });
});

it('are sent from their beginning when nothing of them was, also once they were compressed', async () => {
  const { log, more, stored, reaches, follow } = await followed();
  writeFileSync(log, more(2));
  const first = await follow();
  await reaches(2);
  rotate(log, { upTo: 1, lines: '' });
  await waitFor(() => first.said().split('following access.log from its beginning').length === 3, {
    timeoutMs: 20_000,
  });
  await first.stop('SIGTERM');

  renameSync(`${log}.1`, `${log}.3`);
  writeFileSync(`${log}.2.gz`, gzipSync(more(4)));
  writeFileSync(`${log}.1`, more(3));
  rmSync(log);
  writeFileSync(log, more(1));
  appendFileSync(`${log}.3`, more(1));
  const second = await follow();
  await reaches(11);
  await second.stop('SIGTERM');
  expect(await stored()).toEqual({ 1: 11 });
});
