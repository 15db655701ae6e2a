import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import config from '../../../../.dependency-cruiser.mjs';
import { checkBoundaries } from '../../../../scripts/verify/boundaries.mjs';

const ruleNames = config.forbidden.map(({ name }) => name);
const layers = ruleNames.filter((name) => name.startsWith('lib-') && name !== 'lib-knows-no-outside');

/** Rule → the file that breaks it and what it imports. Nobody may import `client`, and `client` not `storage`. */
const seeds: Record<string, [file: string, imported: string]> = {
  ...Object.fromEntries(
    layers.map((name) => [name, [`lib/${name.slice(4)}/layer.ts`, name === 'lib-client' ? '../storage' : '../client']]),
  ),
  'unlisted-lib-module': ['lib/newcomer/index.ts', '../shared'],
  'pure-modules': ['lib/stats/reads-env.ts', '../env'],
  'pure-no-node': ['lib/detection/reads-files.ts', 'node:fs'],
  'env-at-the-edges': ['components/calls/env.ts', '../../lib/env'],
  'no-cycles': ['lib/shared/here.ts', './there'],
  'lib-knows-no-outside': ['lib/shared/outside.ts', '../../worker/job'],
  'modules-through-their-index': ['app/inner.ts', '../lib/access/inner'],
  'no-own-index': ['lib/formats/own-index.ts', './index'],
  'database-only-in-storage': ['lib/access/database.ts', 'pg'],
  'nodemailer-only-in-notify': ['lib/auth/mail.ts', 'nodemailer'],
  'recharts-only-in-charts': ['components/calls/chart.ts', 'recharts'],
  'next-only-at-the-edge': ['worker/page.ts', 'next/server'],
  'app-not-to-storage-or-worker': ['app/storage.ts', '../lib/storage'],
  'components-stay-in-the-browser': ['components/calls/server.ts', '../../lib/access'],
  'ui-knows-no-domain': ['components/ui/domain.ts', '../calls/env'],
  'sdk-imports-nothing': ['sdk/src/dependency.ts', 'express'],
  'sdk-only-where-it-belongs': ['app/sdk.ts', '../sdk/src/wire'],
  'ingest-takes-only-the-wire': ['lib/ingest/core.ts', '../../sdk/src/core'],
};

const fine: Record<string, string> = {
  'lib/env.ts': 'export const value = 1;',
  'lib/access/inner.ts': 'export const value = 1;',
  'lib/shared/there.ts': "export { value } from './here';",
  'worker/job.ts': 'export const value = 1;',
  'sdk/src/wire.ts': 'export const value = 1;',
  'sdk/src/core.ts': 'export const value = 1;',
  'lib/ingest/wire.ts': "export { value } from '../../sdk/src/wire';",
  'app/page.ts':
    "import type { value } from '../lib/storage';\nexport { value as other } from '../lib/access';\nexport type T = typeof value;",
  'components/charts/line.ts': "export { value } from 'recharts';",
  ...Object.fromEntries(layers.map((name) => [`lib/${name.slice(4)}/index.ts`, 'export const value = 1;'])),
};
const packages = ['pg', 'nodemailer', 'recharts', 'express', 'next'];

const root = mkdtempSync(path.join(tmpdir(), 'callwatch-boundaries-'));
let result: Awaited<ReturnType<typeof checkBoundaries>>;

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

beforeAll(async () => {
  for (const [file, text] of Object.entries(fine)) write(file, text);
  for (const [file, imported] of Object.values(seeds)) write(file, `export { value } from '${imported}';`);
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    for (const file of ['index.js', 'server.js']) write(`node_modules/${name}/${file}`, 'exports.value = 1;');
  }
  result = await checkBoundaries(root);
});

afterAll(() => rmSync(root, { recursive: true }));

test('every boundary rule has a seeded violation here', () => {
  expect(Object.keys(seeds).sort()).toEqual([...ruleNames].sort());
});

test.each(Object.entries(seeds))('a violation of %s is found', (rule, [file]) => {
  expect(result.violations).toContainEqual(expect.objectContaining({ rule, from: file }));
});

test('allowed imports are not reported', () => {
  const reported = new Set(result.violations.map(({ from }) => from));
  for (const file of Object.keys(fine)) if (file !== 'lib/shared/there.ts') expect(reported).not.toContain(file);
});

test('every source file was read', () => {
  expect(result.unread).toEqual([]);
  expect(result.modules).toBeGreaterThan(Object.keys(seeds).length);
});
