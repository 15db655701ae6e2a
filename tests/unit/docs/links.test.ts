import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENTS, proseOf, ROOT } from '../../support/docs/documents';

/** Anchors as GitHub and others make them of headings: of two alike the second has -1. */
function anchorsOf(document: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, title = ''] of proseOf(document).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** What is wrong with a link of a document; null when it leads somewhere. */
function faultOf(document: string, target: string): string | null {
  if (/^(https?:|mailto:)/.test(target)) return URL.canParse(target) ? null : 'is no address';
  const [file = '', anchor] = target.split('#');
  const found = file === '' ? document : path.posix.join(path.posix.dirname(document), decodeURIComponent(file));
  if (!existsSync(path.join(ROOT, found))) return `${found} is not there`;
  if (anchor === undefined) return null;
  return statSync(path.join(ROOT, found)).isFile() && anchorsOf(found).has(anchor) ? null : `no heading #${anchor}`;
}

test.each(DOCUMENTS)('every link of %s leads to a file and a heading that are there', (document) => {
  const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const dead = links.map((target) => [target, faultOf(document, target)]).filter(([, fault]) => fault !== null);
  expect(dead).toEqual([]);
});

test('every guide and decision is reached from the README or the architecture', () => {
  const texts = ['README.md', 'docs/architecture.md'].map(proseOf).join('\n');
  const lonely = DOCUMENTS.filter((name) => name.startsWith('docs/') && name !== 'docs/architecture.md').filter(
    (name) => !texts.includes(name.replace('docs/', '')),
  );
  expect(lonely).toEqual([]);
});

const FOLDERS = 'app|bench|components|demo|deploy|docs|lib|prisma|scripts|sdk|tests|worker';
const IS_PATH = new RegExp(`^(?:${FOLDERS})/[\\w.{},/\\[\\]-]*$`);
/** What commands make: packages, bundles. */
const MADE = /^(sdk\/dist|lib\/generated)/;

/** `a/{b,c}` as `a/b` and `a/c`. */
function alternatives(text: string): string[] {
  const [, before = '', list = '', after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(text) ?? [];
  return list === '' ? [text] : list.split(',').flatMap((one) => alternatives(before + one + after));
}

test.each(DOCUMENTS.filter((name) => name !== 'CHANGELOG.md'))(
  'every path of the project that %s names is there',
  (name) => {
    const named = [...proseOf(name).matchAll(/`([^`\s]+)`/g)]
      .map(([, text = '']) => text)
      .filter((text) => IS_PATH.test(text));
    const missing = named
      .flatMap(alternatives)
      .filter((text) => !MADE.test(text) && !existsSync(path.join(ROOT, text)));
    expect(missing).toEqual([]);
  },
);

test('every script that a document tells to run is one of package.json, that of the SDK included', () => {
  const scriptsOf = (file: string): object => Object(JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))).scripts;
  const known = new Set(['package.json', 'sdk/package.json'].flatMap((file) => Object.keys(scriptsOf(file))));
  const told = DOCUMENTS.flatMap((document) =>
    [...proseOf(document).matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, script = '']) => script),
  );
  expect(told.filter((script) => !known.has(script))).toEqual([]);
  expect(told).toContain('backup');
});
