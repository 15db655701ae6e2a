import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENTS, readDocument, ROOT } from '../../support/docs/documents';

const source = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const allOf = (pattern: RegExp, text: string): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

test('the README lists each setting that processes read, and no other', () => {
  const [, table = ''] = /## Settings\n([^]*?)\n## /.exec(readDocument('README.md')) ?? [];
  const listed = allOf(/^\| (.+?) \|/gm, table).flatMap((cell) => allOf(/`([A-Z_]+)`/g, cell));
  const read = allOf(/^ {2}([A-Z_]+): /gm, source('lib/env.ts'));
  const toldByLauncher = ['CALLWATCH_DATABASE_DIR'];
  const ofMigrations = ['DATABASE_OWNER_URL'];
  expect([...new Set(listed)].sort()).toEqual(
    [...read.filter((name) => !toldByLauncher.includes(name)), ...ofMigrations].sort(),
  );
});

test('settings of Callwatch that documents name are read somewhere', () => {
  const readBy = [
    'lib/env.ts',
    'scripts/start/settings.mjs',
    'sdk/src/core/options.ts',
    'scripts/import/read-options.ts',
  ];
  const known = readBy.map(source).join('\n') + source('deploy/compose.yaml');
  const named = DOCUMENTS.flatMap((document) => allOf(/\b(CALLWATCH_[A-Z_]+)\b/g, readDocument(document)));
  // of the receiver's own code
  const own = ['CALLWATCH_WEBHOOK_SECRET'];
  expect([...new Set(named)].filter((name) => !own.includes(name) && !known.includes(name))).toEqual([]);
});

test('the guide to imports lists each option of the command, and no other', () => {
  const listed = allOf(/^\| `(--[a-z]+)/gm, readDocument('docs/guides/import.md'));
  expect(listed).toEqual(allOf(/'(--[a-z]+)[ ']/g, source('scripts/import/read-options.ts')));
});

const COMMANDS: readonly [documents: string[], script: string, source: string][] = [
  [['README.md', 'docs/guides/people.md', 'docs/guides/operating.md'], 'admin', 'scripts/admin.ts'],
  [['README.md'], 'db:repair', 'scripts/db-repair.ts'],
  [['docs/guides/operating.md'], 'restore', 'scripts/restore.mjs'],
];

test.each(COMMANDS)('what %j give to %s is known to it', (documents, script, file) => {
  const given = documents.flatMap((document) =>
    allOf(new RegExp(`npm run (?:--silent )?${script} -- ([^\\n\`#|]+)`, 'g'), readDocument(document)).flatMap((line) =>
      allOf(/(?:^| )--([a-z-]+)/g, line),
    ),
  );
  const text = source(file);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((flag) => !new RegExp(`\\b${flag}\\b`).test(text))).toEqual([]);
});
