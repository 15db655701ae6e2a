import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from '../../../lib/env';
import { DEPLOY, namesIn, readCompose, serviceOf } from '../../support/deploy/compose';

const SECRETS = [
  'CALLWATCH_SECRET',
  'CALLWATCH_URL',
  'POSTGRES_PASSWORD',
  'CALLWATCH_OWNER_PASSWORD',
  'CALLWATCH_APP_PASSWORD',
];
const given: Record<string, string> = Object.fromEntries(
  SECRETS.map((name) => [name, `${name.toLowerCase()}-of-these-tests-is-long`]),
);
const env: Record<string, string> = { ...given, CALLWATCH_URL: 'https://callwatch.example.com' };

test.each(SECRETS)('without %s nothing is started', (name) => {
  expect(() => readCompose({ ...env, [name]: '' })).toThrow(`${name} is required`);
});

test('the example of the settings names all that is required, and nothing that is not used', () => {
  const asked = new Set<string>();
  const recorder = new Proxy(env, {
    get: (target, name) => {
      asked.add(String(name));
      return Reflect.get(target, name);
    },
  });
  readCompose(recorder);
  const named = namesIn('compose.env.example');
  expect(SECRETS.filter((name) => !named.includes(name))).toEqual([]);
  expect(named.filter((name) => !asked.has(name))).toEqual([]);
});

test('app and worker get settings that they accept, as the role that owns nothing; only the migrations know the owner', () => {
  const file = readCompose(env);
  for (const [name, roles] of [
    ['app', ['web', 'ingest']],
    ['worker', ['worker']],
  ] as const) {
    const { environment } = serviceOf(file, name);
    const read = readEnv(environment);
    expect([...read.roles]).toEqual(roles);
    expect(new URL(read.databaseUrl).username).toBe('callwatch_app');
    expect(JSON.stringify(environment)).not.toContain(env['CALLWATCH_OWNER_PASSWORD']);
  }
  const owner = serviceOf(file, 'migrate').environment['DATABASE_OWNER_URL'] ?? '';
  expect(new URL(owner).username).toBe('callwatch_owner');
});

test('everything waits for the migrations, which wait for a healthy Postgres whose files are on a volume', () => {
  const file = readCompose(env);
  for (const name of ['app', 'worker'])
    expect(serviceOf(file, name).depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
  expect(serviceOf(file, 'migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  const { volumes = [] } = serviceOf(file, 'postgres');
  const [database, roles] = volumes.map((volume) => volume.split(':')[0] ?? '');
  expect(Object.keys(file.volumes)).toEqual([database]);
  expect(existsSync(path.join(DEPLOY, roles ?? ''))).toBe(true);
});

test('our containers cannot write to their image, have no capabilities, and answer on this machine only', () => {
  const file = readCompose(env);
  for (const name of ['app', 'worker', 'migrate'])
    expect(serviceOf(file, name)).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  expect(serviceOf(file, 'app').ports).toEqual(['127.0.0.1:3000:3000']);
});
