import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENTS, nameOf, parseBlocks, proseOf, readBlocks, readDocument, ROOT } from '../../support/docs/documents';

/** Where the blocks of a language are tried, as CONTRIBUTING.md says. A block in any other language fails here. */
const TRIED_IN: Readonly<Record<string, string>> = {
  sh: 'tests/integration/docs/commands.test.ts',
  crontab: 'tests/integration/docs/commands.test.ts',
  sql: 'tests/integration/docs/sql.test.ts',
  log: 'tests/unit/docs/formats.test.ts',
  http: 'tests/unit/docs/formats.test.ts',
  json: 'tests/integration/docs/json.test.ts',
  ts: 'tests/integration/docs/snippets.test.ts',
  js: 'tests/integration/docs/snippets.test.ts',
  python: 'tests/unit/docs/other-languages.test.ts',
  go: 'tests/unit/docs/other-languages.test.ts',
  java: 'tests/unit/docs/other-languages.test.ts',
  ini: 'tests/unit/docs/formats.test.ts',
  nginx: 'tests/unit/docs/formats.test.ts',
  yaml: 'tests/unit/docs/formats.test.ts',
  mermaid: 'tests/unit/docs/formats.test.ts',
};

test.each(readBlocks().map((block) => [nameOf(block), block] as const))(
  'the block at %s is of a language that a test tries',
  (_, { language }) => {
    expect(Object.keys(TRIED_IN)).toContain(language);
    expect(readFileSync(path.join(ROOT, TRIED_IN[language] ?? ''), 'utf8')).toContain(`blocksOf('${language}')`);
  },
);

test('a block without a language, without an end or in other marks is seen as what it is', () => {
  expect(parseBlocks('a.md', 'x\n```\ny\n```\n~~~~ sh\n~~~\nz\n~~~~\n')).toEqual([
    { document: 'a.md', line: 2, language: '', text: 'y\n' },
    { document: 'a.md', line: 5, language: 'sh', text: '~~~\nz\n' },
  ]);
  expect(() => parseBlocks('a.md', 'x\n```sh\ny\n')).toThrow('a.md:2');
});

test('no code hides in other ways: no indented block, no fence in a list or a quotation, no HTML', () => {
  const hidden = DOCUMENTS.flatMap((document) => {
    const lines = proseOf(document).split('\n');
    return lines.flatMap((line, index) => {
      const isIndented = /^( {4}|\t)\S/.test(line) && lines[index - 1] === '';
      return isIndented || /`{3}|~{3}|<(pre|code|script)\b/.test(line) ? [`${document}:${index + 1} ${line}`] : [];
    });
  });
  expect(hidden).toEqual([]);
  expect(readDocument('README.md')).toContain('```sh');
});
