import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashNewPassword } from '../../../lib/auth';
import { readEnv } from '../../../lib/env';
import { bootstrap, type Bootstrapped } from '../../../lib/projects';
import { sealSecret, type Storage } from '../../../lib/storage';
import { startCallwatch, waitFor, type RunningCallwatch } from '../../support';
import { putTablesInto } from '../../support/data-folder';
import { runOnCitus } from '../../support/docs/citus';
import { blocksOf, nameOf, proseOf, type Block } from '../../support/docs/documents';
import { makeClone, runShell, type Clone, type Outcome } from '../../support/docs/shell';
import { STAND_INS } from '../../support/docs/stand-ins';
import { makeTemporaryFolder } from '../../support/temporary-folder';
import { logTime } from '../import/log-fixture';
import { openDatabase } from '../backup/support';
import { openChannelsDoor, type ChannelsDoor } from './channels-door';

const LOG_LINES = 3;

interface World extends Bootstrapped {
  clone: Clone;
  dataDir: string;
  running: RunningCallwatch;
  storage: Storage;
  channels: ChannelsDoor;
  remove(): void;
}
let world: World;

async function makeProject(storage: Storage, dataDir: string): Promise<Bootstrapped> {
  const secret = readFileSync(path.join(dataDir, 'secret'), 'utf8').trim();
  const seal = (bytes: Uint8Array) => sealSecret(secret, bytes);
  const person = { email: 'ada@example.com', password: 'violet-harbour-47-lantern' };
  return bootstrap(
    { storage, now: () => new Date(), seal, hashPassword: hashNewPassword },
    { ...person, organization: 'Shop', project: 'docs' },
  );
}

/** A log of its own for each block, so that none was imported before. */
function writeLog({ base }: Clone, name: string): void {
  const folder = path.join(base, 'var/log/nginx');
  mkdirSync(folder, { recursive: true });
  const line = `192.0.2.7 - - [${logTime(Date.now() - 5_000)}] "GET /users/7 HTTP/1.1" 200 512 "-" "${name}" 0.021\n`;
  writeFileSync(path.join(folder, 'access.log'), line.repeat(LOG_LINES));
}

beforeAll(async () => {
  const { folder, remove } = makeTemporaryFolder();
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir);
  putTablesInto(dataDir);
  const running = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest' } });
  const storage = openDatabase(dataDir);
  const made = await makeProject(storage, dataDir);
  world = { ...made, clone: makeClone(folder), dataDir, running, storage, channels: await openChannelsDoor(), remove };
}, 120_000);

afterAll(async () => {
  await world.channels.close();
  await world.storage.close();
  await world.running.stop();
  world.remove();
});

/** What the texts of documents leave to whoever reads them. */
const replacements = (): Record<string, string> => ({
  'http://127.0.0.1:3000': world.running.url,
  'cwk_production_…': world.ingestKey,
  'CALLWATCH_SECRET=…': `CALLWATCH_SECRET=${'s'.repeat(40)}`,
});

const settings = (): Record<string, string> => ({
  HOME: world.clone.base,
  CALLWATCH_DATA_DIR: world.dataDir,
  DOCS_DATA_DIR: world.dataDir,
  CALLWATCH_KEY: world.ingestKey,
  CALLWATCH_URL: world.running.url,
});

/** Of another machine: clients of PostgreSQL alone are told of them. */
const ELSEWHERE = {
  SUPERUSER_URL: 'postgres://postgres@db.example.com/postgres',
  DATABASE_OWNER_URL: 'postgres://callwatch_owner@db.example.com/callwatch',
};

async function countCalls(): Promise<number> {
  const { rows } = await world.storage.query<{ n: number }>('select count(*)::int n from call');
  return rows[0]?.n ?? 0;
}

type See = (outcome: Outcome, before: { calls: number; backups: number }) => unknown;
const lastLine = ({ stdout }: Outcome): object => Object(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
const backups = (): number => readdirSync(path.join(world.clone.base, 'backups')).length;

const accepted =
  (count: number): See =>
  async (outcome, before) => {
    expect(lastLine(outcome)).toMatchObject({ accepted: count });
    expect(await countCalls()).toBe(before.calls + count);
  };
const backedUp: See = (_, before) => expect(backups()).toBeGreaterThan(before.backups);
const restored: See = (outcome) => expect(lastLine(outcome)).toMatchObject({ organizations: 1 });
/** What a process of Callwatch makes of the settings that a block gave. */
const envOf = ({ variables }: Outcome) => readEnv({ CALLWATCH_SECRET: 's'.repeat(32), ...variables });

/** What has to be there after the blocks that hold a text, besides that all their commands end well. */
const EXPECTED: readonly [holds: string, see: See][] = [
  ['/api/v1/calls', accepted(1)],
  [
    '"resourceSpans"',
    async (outcome, before) => {
      expect(lastLine(outcome)).toEqual({});
      expect(await countCalls()).toBe(before.calls + 1);
    },
  ],
  ['import -- --key "$CALLWATCH_KEY"', accepted(LOG_LINES)],
  ['import -- --key cwk_production_… /var', accepted(LOG_LINES)],
  [
    'admin -- bootstrap',
    (outcome) =>
      expect(Object.keys(lastLine(outcome))).toEqual(['organizationId', 'projectId', 'ingestKey', 'apiToken']),
  ],
  ['npm run --silent backup', backedUp],
  ['npm run --silent restore', restored],
  [
    '/channels"',
    ({ stdout }) =>
      expect(JSON.parse(stdout)).toEqual({ id: expect.any(String), secret: expect.stringMatching(/^whsec_/) }),
  ],
  [
    'psql -c',
    async ({ asked }) => {
      const given = asked.filter(({ command }) => command === 'psql').map(({ args }) => args[1] ?? '');
      const [extension = '', ...calls] = given;
      await expect(runOnCitus([extension])).rejects.toThrow('extension "citus" is not available');
      expect(await runOnCitus(calls)).toEqual(['SELECT', 'SELECT']);
    },
  ],
  ['pooler.example.com', (outcome) => expect(envOf(outcome).databaseDirectUrl).toContain('@db.example.com:5432')],
  ['deploy/.env', () => expect(existsSync(path.join(world.clone.folder, 'deploy/.env'))).toBe(true)],
  ['/etc/callwatch', () => expect(readdirSync(path.join(world.clone.base, 'etc/callwatch'))).toContain('owner.env')],
  [
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    ({ variables }) => {
      expect(variables['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']).toBe(`${world.running.url}/api/otlp/v1/traces`);
      const [name, value] = decodeURIComponent(variables['OTEL_EXPORTER_OTLP_TRACES_HEADERS'] ?? '').split('=');
      expect([name, value]).toEqual(['Authorization', `Bearer ${world.ingestKey}`]);
    },
  ],
];

async function runBlock(text: string, block: Block): Promise<Outcome> {
  const before = { calls: await countCalls(), backups: backups() };
  writeLog(world.clone, nameOf(block));
  const env = {
    ...settings(),
    ...(text.includes('/channels') && world.channels.env),
    ...(text.includes('pg_dump') && ELSEWHERE),
  };
  const outcome = await runShell(text, { clone: world.clone, env, replace: replacements() });
  expect([outcome.code, outcome.code === 0 ? '' : outcome.stderr]).toEqual([0, '']);
  for (const { command, ...asked } of outcome.asked) STAND_INS[command]?.check(asked);
  for (const [, see] of EXPECTED.filter(([holds]) => text.includes(holds))) await see(outcome, before);
  return outcome;
}

const named = (blocks: Block[]) => blocks.map((block) => [nameOf(block), block] as const);
const follows = ({ text }: Block): boolean => text.includes('--follow');
const shell = blocksOf('sh');

test.each(named(shell.filter((block) => !follows(block))))(
  'the commands at %s do what they say',
  async (_, block) => void (await runBlock(block.text, block)),
);

test.each(named(blocksOf('crontab')))('the line at %s runs by its time and does what it says', async (_, block) => {
  const [, times = '', command = ''] = /^((?:\S+ ){4}\S+)\s+(.+)$/.exec(block.text.trim()) ?? [];
  const most = [59, 23, 31, 12, 7];
  for (const [index, time] of times.split(' ').entries())
    expect(time === '*' || Number(time) <= (most[index] ?? 0)).toBe(true);
  await runBlock(command, block);
});

test.each(named(shell.filter(follows)))(
  'the command at %s sends lines as they come, until it is ended',
  async (_, block) => {
    writeLog(world.clone, nameOf(block));
    const before = await countCalls();
    let group = 0;
    const running = runShell(block.text, {
      clone: world.clone,
      env: settings(),
      replace: replacements(),
      started: ({ pid = 0 }) => (group = pid),
    });
    await waitFor(async () => (await countCalls()) === before + LOG_LINES, { timeoutMs: 30_000, what: 'the lines' });
    process.kill(-group, 'SIGTERM');
    await running;
    expect(existsSync(path.join(world.clone.base, 'var/log/nginx/access.log.callwatch.json'))).toBe(true);
  },
);

test('what the documents say of commands that other programs get is said with a reason', () => {
  for (const { why } of Object.values(STAND_INS)) expect(why).not.toBe('');
  expect(
    EXPECTED.filter(([holds]) => ![...shell, ...blocksOf('crontab')].some(({ text }) => text.includes(holds))),
  ).toEqual([]);
  expect(proseOf('CONTRIBUTING.md')).toContain('tests/support/docs/stand-ins.ts');
});
