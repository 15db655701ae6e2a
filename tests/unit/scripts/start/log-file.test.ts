import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../../../scripts/start/log-file.mjs';

test('a log that has reached 20 MiB is put aside and a new one begun', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'server.log');
  writeFileSync(file, Buffer.alloc(20 * 2 ** 20 + 1));
  const write = openLog(file);
  write('first');
  write('second');
  expect(readFileSync(file, 'utf8')).toBe('first\nsecond\n');
  expect(statSync(`${file}.1`).size).toBe(20 * 2 ** 20 + 1);
});

test('a line that cannot be written is lost, and nothing else happens', () => {
  expect(() => openLog('/nowhere/at/all.log')('lost')).not.toThrow();
});
