import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { LogFiles } from '../../../../scripts/import/follow/log-files';
import { nextOf, type RotatedFile } from '../../../../scripts/import/follow/rotated-files';

const file = (counter: string, modifiedAtMs: number): RotatedFile => ({
  device: '1',
  inode: counter,
  sizeBytes: 1,
  modifiedAtMs,
  path: `/var/log/access.log${counter}`,
  counter,
});
const next = (unsent: RotatedFile[], sent: RotatedFile[], sinceMs: number): string | undefined =>
  nextOf(unsent, { sent, sinceMs })?.counter ?? undefined;

// the rotated file that is sent next
it('is the oldest one by its name, however late it was written to', () => {
  expect(next([file('.1', 6), file('.2', 7), file('.3', 9)], [], 5)).toBe('.3');
  expect(next([file('-20260305', 6), file('-20260304', 9)], [], 5)).toBe('-20260304');
});

it('is none from before those that were sent, and any that came after them by its name or its time', () => {
  const sent = [file('.3', 9), file('.2', 5)];
  expect(next([file('.4', 4)], sent, 5)).toBeUndefined();
  expect(next([file('.1', 1), file('.4', 4)], sent, 5)).toBe('.1');
  expect(next([file('-20260304', 5)], sent, 5)).toBe('-20260304');
  expect(next([], sent, 5)).toBeUndefined();
});

it('is opened as the file that was found, or not at all: its name may be that of another by then', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-rotated-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const log = path.join(folder, 'access.log');
  const files = new LogFiles({
    log,
    statePath: `${log}.json`,
    signal: new AbortController().signal,
    tell: () => undefined,
  });
  for (const [older, newer] of [
    ['.2', '.1'],
    ['.4.gz', '.3.gz'],
  ] as const) {
    for (const name of [older, newer]) writeFileSync(log + name, gzipSync(name));
    const found = (await files.rotated()).find((one) => one.path === log + newer);
    renameSync(log + newer, log + older);
    writeFileSync(log + newer, 'another');
    expect(found && (await files.open(found))).toBeNull();
  }
});
