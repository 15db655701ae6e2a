import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from '../../../lib/env';
import { SERVER_FLAGS } from '../../../scripts/start/child.mjs';
import { readDockerIgnore } from '../../support/deploy/docker-ignore';
import { commandOf, environmentOf, parseDockerfile } from '../../support/deploy/dockerfile';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const stages = parseDockerfile(read('deploy/Dockerfile'));
const final = stages.at(-1);

test('the image serves as a user that is not root, is built in a stage of its own, and holds no secret', () => {
  expect(stages.map(({ name }) => name)).toEqual(['build', 'final']);
  expect(final?.instructions.find(({ name }) => name === 'USER')?.value).toBe('node');
  expect(stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'ARG'))).toEqual([]);
  expect(Object.keys(environmentOf(final)).filter((name) => /SECRET|PASSWORD|DATABASE/.test(name))).toEqual([]);
});

test('the image starts the server as the launcher does, with settings that it accepts', () => {
  expect(commandOf(final, 'CMD')).toEqual(['node', '--enable-source-maps', ...SERVER_FLAGS, 'dist/server.js']);
  const given = { DATABASE_URL: 'postgresql://app@db/callwatch', CALLWATCH_SECRET: 's'.repeat(32) };
  const env = readEnv({ ...environmentOf(final), ...given });
  expect([env.host, env.port, [...env.roles]]).toEqual(['0.0.0.0', 3000, ['web', 'ingest']]);
});

test('what the Dockerfile copies is there, and reaches the builder', () => {
  const ignores = readDockerIgnore(read('.dockerignore'));
  const copies = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'COPY'));
  const sources = copies
    .filter(({ flags }) => !flags['from'])
    .flatMap(({ value }) => String(value).split(' ').slice(0, -1));
  expect(sources).toContain('package-lock.json');
  for (const source of sources.filter((name) => name !== '.')) {
    expect([source, existsSync(path.join(root, source)), ignores(source)]).toEqual([source, true, false]);
  }
  for (const needed of [
    'app/layout.tsx',
    'lib/env.ts',
    'scripts/db.mjs',
    'prisma/migrations/x/migration.sql',
    'sdk/src/wire.ts',
  ])
    expect([needed, ignores(needed)]).toEqual([needed, false]);
});

test('secrets, data, tests and what is made again stay out of the builder', () => {
  const ignores = readDockerIgnore(read('.dockerignore'));
  const kept = [
    '.env',
    '.env.local',
    'deploy/.env',
    '.callwatch/secret',
    '.git/config',
    'node_modules/next/package.json',
    '.next/BUILD_ID',
  ];
  const others = [
    'tests/unit/x.test.ts',
    'backup.tar.gz',
    'lib/generated/prisma/client.ts',
    'sdk/dist/index.js',
    'sdk/node_modules/x/index.js',
  ];
  for (const file of [...kept, ...others]) expect([file, ignores(file)]).toEqual([file, true]);
});
