import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { readEnv } from '../../../lib/env';
import { readCompose } from '../deploy/compose';
import { ROOT } from './documents';

/** What a document gave to a command that was not run. */
export interface Asked {
  args: string[];
  env: Readonly<Record<string, string>>;
}

interface StandIn {
  /** Why the command is not run itself. */
  why: string;
  /** What it prints, for a pipe that reads on. */
  prints?: string;
  /** Throws where the real one would not do what the document says. */
  check(asked: Asked): void;
}

const scripts: object = Object(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))).scripts;

/** What `npm` runs for real is in `shell.ts`; these scripts are tried elsewhere, or cannot be run inside a test. */
const TRIED_BY: Readonly<Record<string, string>> = {
  start: 'tests/e2e/lifecycle.test.ts',
  demo: 'tests/e2e/demo.test.ts',
  test: 'scripts/test.mjs', // it runs this test
  verify: 'scripts/verify.mjs', // its parts take longer than all documents
  build: 'tests/support/build-setup.ts',
  'build -w sdk': 'tests/integration/sdk-install.test.ts',
  'pack -w sdk': 'tests/integration/sdk-install.test.ts',
  'bench -- ingest': 'tests/integration/command-help.test.ts', // minutes
  'bench -- query': 'tests/integration/command-help.test.ts', // minutes
  'db:distribute': 'tests/integration/storage-catalog-distribute.test.ts',
};

/** Those that npm fetches, and from a lockfile that is there. */
const FETCHES = /^(install( @[a-z-]+\/[a-z-]+)+|ci --omit=dev --ignore-scripts)$/;

function checkNpm({ args, env }: Asked): void {
  const line = args.join(' ').replace(/^run (--silent )?/, '');
  if (FETCHES.test(line)) return;
  expect(Object.keys(TRIED_BY)).toContain(line);
  expect(existsSync(path.join(ROOT, TRIED_BY[line] ?? ''))).toBe(true);
  if (!line.includes(' -w ')) expect(Object.keys(scripts)).toContain(line.replace(/ -- .*/, ''));
  if (line === 'start') readEnv({ DATABASE_URL: 'postgres://embedded', CALLWATCH_SECRET: 's'.repeat(32), ...env });
}

function checkCompose({ args }: Asked): void {
  const [compose, f, file = '', verb = '', ...rest] = args;
  expect([compose, f, existsSync(path.join(ROOT, file))]).toEqual(['compose', '-f', true]);
  const env = { CALLWATCH_SECRET: 'x', CALLWATCH_URL: 'x', POSTGRES_PASSWORD: 'x', CALLWATCH_OWNER_PASSWORD: 'x' };
  const services = Object.keys(readCompose({ ...env, CALLWATCH_APP_PASSWORD: 'x' }).services);
  if (verb === 'up') expect(rest).toEqual(['-d', '--build']);
  else if (verb === 'logs') expect(services).toEqual(expect.arrayContaining(rest));
  else {
    const [service, npm, ...script] = rest;
    expect([verb, services.includes(service ?? ''), npm]).toEqual(['exec', true, 'npm']);
    expect(Object.keys(scripts)).toContain(script[2]);
  }
}

const matching = (pattern: RegExp) => (asked: Asked) => expect(asked.args.join(' ')).toMatch(pattern);

function checkUnits({ args }: Asked): void {
  const units = args.filter((arg) => arg.startsWith('callwatch'));
  for (const unit of units) expect(existsSync(path.join(ROOT, `deploy/systemd/${unit}.service`))).toBe(true);
  expect(args.join(' ')).toMatch(/^(daemon-reload|enable --now callwatch callwatch-worker|-u callwatch)$/);
}

const SET_UP_LINE = 'set up: http://127.0.0.1:3000/setup?token=x';
const FETCH = 'it fetches packages';
const OTHER_MACHINE = 'it needs a toolchain that is not there';

/** Every command of the documents that is not run itself. A command that is in no list is not found. */
export const STAND_INS: Readonly<Record<string, StandIn>> = {
  npm: { why: 'of these scripts other tests take care, or it fetches packages', check: checkNpm },
  docker: { why: 'it needs Docker and builds an image', prints: SET_UP_LINE, check: checkCompose },
  systemctl: { why: 'it needs root and systemd', check: checkUnits },
  journalctl: { why: 'it needs systemd', prints: SET_UP_LINE, check: checkUnits },
  git: { why: 'it changes the clone', check: matching(/^(pull|checkout COMMIT)$/) },
  // the embedded PostgreSQL comes without its clients; what psql is given is run by the test
  psql: { why: 'it is not there', check: matching(/^(-f deploy\/roles\.sql postgres\S+|-c \S.*)$/) },
  pg_dump: { why: 'it is not there', check: matching(/^--format=custom --file=callwatch\.dump postgres\S+$/) },
  pg_restore: {
    why: 'it is not there',
    check: matching(/^--exit-on-error --dbname=postgres\S+ callwatch\.dump$/),
  },
  pip: { why: FETCH, check: matching(/^install( opentelemetry-[a-z-]+)+$/) },
  go: { why: FETCH, check: matching(/^get( (go\.opentelemetry\.io|golang\.org)(\/[\w.]+)+)+$/) },
  'opentelemetry-bootstrap': { why: FETCH, check: matching(/^-a install$/) },
  'opentelemetry-instrument': { why: OTHER_MACHINE, check: matching(/^uvicorn shop:app$/) },
  java: { why: OTHER_MACHINE, check: matching(/^-javaagent:opentelemetry-javaagent\.jar -jar shop\.jar$/) },
  node: { why: 'it needs the packages of the line before', check: matching(/^server\.js$/) },
};
