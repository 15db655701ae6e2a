import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from '../../../lib/env';
import { DEPLOY, namesIn, readCompose, serviceOf } from '../../support/deploy/compose';
import { commandOf, parseDockerfile } from '../../support/deploy/dockerfile';

const folder = path.join(DEPLOY, 'systemd');
const units = readdirSync(folder).filter((name) => name.endsWith('.service'));

/** The settings of a unit, a list for each name. */
function readUnit(name: string): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  for (const line of readFileSync(path.join(folder, name), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#') || /^\[(Unit|Service|Install)\]$/.test(line)) continue;
    const [key = '', ...value] = line.split('=');
    expect([name, key]).toEqual([name, expect.stringMatching(/^[A-Z][A-Za-z]+$/)]);
    settings.set(key, [...(settings.get(key) ?? []), value.join('=')]);
  }
  return settings;
}

const one = (unit: Map<string, string[]>, key: string): string => unit.get(key)?.join(' ') ?? '';

test('the units run what the containers run, and each script is built or there', () => {
  const env = { CALLWATCH_SECRET: 'x', CALLWATCH_URL: 'x', POSTGRES_PASSWORD: 'x', CALLWATCH_OWNER_PASSWORD: 'x' };
  const compose = readCompose({ ...env, CALLWATCH_APP_PASSWORD: 'x' });
  const image = parseDockerfile(readFileSync(path.join(DEPLOY, 'Dockerfile'), 'utf8')).at(-1);
  const commands = {
    'callwatch.service': commandOf(image, 'CMD'),
    'callwatch-worker.service': serviceOf(compose, 'worker').command,
    'callwatch-migrate.service': serviceOf(compose, 'migrate').command,
  };
  expect(units.sort()).toEqual(Object.keys(commands).sort());
  for (const [name, command = []] of Object.entries(commands))
    expect(one(readUnit(name), 'ExecStart')).toBe(`/usr/bin/${command.join(' ')}`);
  expect(existsSync(path.join(DEPLOY, '..', 'scripts/db.mjs'))).toBe(true);
});

test('each process runs as a user of its own without rights, is started again, and knows no owner of the tables', () => {
  for (const name of ['callwatch.service', 'callwatch-worker.service']) {
    const unit = readUnit(name);
    expect(one(unit, 'DynamicUser')).toBe('yes');
    expect(one(unit, 'CapabilityBoundingSet')).toBe('');
    expect(one(unit, 'Restart')).toBe('always');
    expect(one(unit, 'Requires')).toBe('callwatch-migrate.service');
    expect(one(unit, 'EnvironmentFile')).toBe('/etc/callwatch/callwatch.env');
  }
  expect(one(readUnit('callwatch-migrate.service'), 'EnvironmentFile')).toContain('owner.env');
});

test('the settings of the example are known, and enough once the secret is filled in', () => {
  const known = readFileSync(path.join(DEPLOY, '..', 'README.md'), 'utf8');
  const names = namesIn('systemd/callwatch.env.example');
  for (const name of names) expect([name, known.includes(`\`${name}\``)]).toEqual([name, true]);
  const text = readFileSync(path.join(folder, 'callwatch.env.example'), 'utf8');
  const given = Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  expect(readEnv({ ...given, CALLWATCH_SECRET: 's'.repeat(32) }).trustedProxies).toEqual(['127.0.0.1/32']);
});

const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

test.runIf(hasAnalyze)('systemd finds no fault with the units', () => {
  const files = units.map((name) => path.join(folder, name));
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' });
  // this machine may keep Node elsewhere
  const faults = `${stdout}${stderr}`
    .split('\n')
    .filter((line) => line !== '' && !/\/usr\/bin\/node is not executable/.test(line));
  expect(faults).toEqual([]);
  expect(status === 0 || `${stdout}${stderr}`.includes('not executable')).toBe(true);
});
