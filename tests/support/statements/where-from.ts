import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const FRAME = /(\/[^\s()]+?):\d+:\d+\)?$/;
/** They pass on what others say. */
const BETWEEN = [
  'node_modules/',
  'tests/support/statements/',
  'lib/generated/',
  'lib/storage/core/',
  'lib/storage/calls/write-flush.ts',
  'lib/storage/rebuild/session.ts',
];
/** Past a pooler, over DATABASE_DIRECT_URL: whoever listens. */
const DIRECT = ['lib/storage/live/listen.ts'];

export interface Sender {
  file: string;
  /** It has a connection of its own, whatever a pooler does. */
  direct: boolean;
}

/** Which file of the project sent a statement, by a stack; null when it was a test, or nobody that can be told. */
export function whereFrom(stack: string): Sender | null {
  const files = stack.split('\n').flatMap((line) => {
    const file = FRAME.exec(line)?.[1];
    return file?.startsWith(`${root}/`) ? [file.slice(root.length + 1)] : [];
  });
  const file = files.find((name) => !BETWEEN.some((part) => name.startsWith(part)));
  const first = files[0] ?? '';
  const sender = file ?? (first.startsWith('lib/') ? first : '');
  if (!/^(lib|worker)\//.test(sender)) return null;
  return { file: sender, direct: files.some((name) => DIRECT.includes(name)) };
}
