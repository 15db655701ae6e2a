import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GrowingFile } from '../../../../scripts/import/follow/growing-file';

/** A rotated file of a line and a half, written to so many seconds ago, beside a log; what it gives, as texts. */
async function readRotated(secondsAgo: number): Promise<string[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-growing-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const log = path.join(folder, 'access.log');
  writeFileSync(log, '');
  writeFileSync(`${log}.1`, 'whole\nhalf');
  const at = Date.now() / 1_000 - secondsAgo;
  utimesSync(`${log}.1`, at, at);
  const file = await GrowingFile.open(`${log}.1`, log);
  const given: string[][] = [];
  for await (const lines of file.lines(log, new AbortController().signal)) {
    given.push(lines.map(({ bytes }) => bytes.toString()));
  }
  await file.close();
  return given;
}

// an empty list is one look that found nothing
test('a file that was rotated away long ago is done with at the first look that finds nothing', async () => {
  expect(await readRotated(60)).toEqual([['whole'], [], ['half']]);
});

test('one that was written to just now is looked at until it was quiet', async () => {
  expect(await readRotated(0)).toEqual([['whole'], [], [], [], ['half']]);
});
