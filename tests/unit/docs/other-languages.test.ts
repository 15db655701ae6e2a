import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parser as go } from '@lezer/go';
import { parser as java } from '@lezer/java';
import { parser as python } from '@lezer/python';
import { expect, onTestFinished, test } from 'vitest';
import { ACCOUNT_HASH_VECTORS } from '../../../sdk/src/wire';
import { blocksOf, nameOf, type Block } from '../../support/docs/documents';

/** What a document shows of a class or package, as a file of its own would have it. */
const asFile = {
  python: (text: string) => text,
  go: (text: string) => `package main\n\n${text}`,
  java: (text: string) => `class Shop {\n${text}}\n`,
};

interface Parser {
  parse(text: string): { iterate(spec: { enter(node: { type: { isError: boolean }; from: number }): void }): void };
}

/** Where a text is no program, each with the words that follow. */
function faultsOf(parser: Parser, text: string): string[] {
  const faults: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from }) => void (type.isError && faults.push(text.slice(from, from + 40))),
  });
  return faults;
}

const named = (blocks: Block[]) => blocks.map((block) => [nameOf(block), block.text] as const);

test.each(named(blocksOf('python')))('the Python at %s is a program', (_, text) => {
  expect(faultsOf(python, asFile.python(text))).toEqual([]);
});

test.each(named(blocksOf('go')))('the Go at %s is a program', (_, text) => {
  expect(faultsOf(go, asFile.go(text))).toEqual([]);
});

test.each(named(blocksOf('java')))('the Java at %s is a program', (_, text) => {
  expect(faultsOf(java, asFile.java(text))).toEqual([]);
});

test.each([
  ['Python', python, 'def mark(account:\n    return account\n'],
  ['Go', go, 'package main\n\nfunc main() { log.Fatal( }\n'],
  ['Java', java, 'class Shop { void mark(String account { } }\n'],
])('%s that is none is told', (_, parser, text) => {
  expect(faultsOf(parser, text)).not.toEqual([]);
});

const KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64');
const accounts = ACCOUNT_HASH_VECTORS.map(([account]) => account);
const hashes = ACCOUNT_HASH_VECTORS.map(([, hash]) => hash);

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function run(program: string, args: string[], folder: string): string {
  const env = { ...process.env, CALLWATCH_KEY: 'cwk_any', PYTHONDONTWRITEBYTECODE: '1' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Stands for opentelemetry-api, and for the answer of the server. */
const PYTHON_AROUND = `
import io, json, urllib.request
urllib.request.urlopen = lambda request: io.BytesIO(json.dumps({"accountKey": "${KEY}"}).encode())
`;
const PYTHON_API = `
class Span:
    marks = {}
    def set_attribute(self, name, value):
        self.marks[name] = value
def get_current_span():
    return Span()
`;

test.runIf(hasPython)('the Python of the guide marks a login with the hash that the SDK would send', () => {
  const [block] = blocksOf('python');
  const says = `
mark_login("ada@example.com", False)
print(json.dumps([[account_hash(account) for account in ${JSON.stringify(accounts)}], trace.Span.marks]))
`;
  const folder = folderOf({
    'shop.py': PYTHON_AROUND + (block?.text ?? '') + says,
    'opentelemetry/__init__.py': '',
    'opentelemetry/trace.py': PYTHON_API,
  });
  expect(JSON.parse(run('python3', ['shop.py'], folder))).toEqual([
    hashes,
    { 'callwatch.login_outcome': 'failure', 'callwatch.account_hash': hashes[0] },
  ]);
});

const JAVA_IMPORTS = `
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
`;
/** Stands for opentelemetry-api. */
const JAVA_API = `
package io.opentelemetry.api.trace;
public class Span {
  public static Span current() { return new Span(); }
  public Span setAttribute(String name, String value) { System.out.println(name + "=" + value); return this; }
}
`;

/** HexFormat came with 17. */
const hasJava = Number(/\d+/.exec(spawnSync('javac', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[0]) >= 17;

test.runIf(hasJava)('the Java of the guide marks a login with the hash that the SDK would send', () => {
  const [block] = blocksOf('java');
  const main = `
  public static void main(String[] accounts) throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode("${KEY}");
    for (String account : accounts) System.out.println(accountHash(key, account));
    markLogin(key, accounts[0], false);
  }
`;
  const folder = folderOf({
    'Shop.java': JAVA_IMPORTS + asFile.java(block?.text + main),
    'io/opentelemetry/api/trace/Span.java': JAVA_API,
  });
  run('javac', ['-encoding', 'UTF-8', 'Shop.java'], folder);
  const asked = accounts.filter((account) => /^[\x20-\x7e]*$/.test(account)); // arguments of other letters need a locale
  expect(
    run('java', ['-cp', '.', 'Shop', ...asked], folder)
      .trim()
      .split('\n'),
  ).toEqual([
    ...asked.map((account) => hashes[accounts.indexOf(account)]),
    'callwatch.login_outcome=failure',
    `callwatch.account_hash=${hashes[0]}`,
  ]);
});
