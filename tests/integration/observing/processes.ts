import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Storage } from '../../../lib/storage';
import { createTestDatabase, freePort } from '../../support';
import { parseMetrics, type Metrics } from '../../support/prometheus';
import { bootstrapProject, SECRET } from '../ingest/harness';

export interface Started {
  url: string;
  /** Lines that it logged. */
  lines(): Record<string, unknown>[];
  text(): string;
  scrape(): Promise<Metrics>;
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface ObservedWorld {
  storage: Storage;
  ownerUrl: string;
  appUrl: string;
  projectId: number;
  ingestKey: string;
  apiToken: string;
  startServer(env?: Record<string, string>): Promise<Started>;
  startWorker(env?: Record<string, string>): Promise<Started>;
  close(): Promise<void>;
}

async function startProcess(name: 'server' | 'worker', env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [`dist/${name}.js`], {
    env: { ...process.env, CALLWATCH_SECRET: SECRET, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let logged = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (logged += chunk));
  const gone = once(child, 'close');
  const [message] = await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error(`the ${name} ended: ${logged}`))),
  ]);
  const url = String(Object(message).url);
  return {
    url,
    text: () => logged,
    lines: () =>
      logged
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line): Record<string, unknown> => Object(JSON.parse(line))),
    scrape: async () => parseMetrics(await (await fetch(`${url}/metrics`)).text()),
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

/** A database with one project, and real processes on it, started when the test wants them. */
export async function createObservedWorld(): Promise<ObservedWorld> {
  const database = await createTestDatabase();
  const { appUrl, ownerUrl } = database;
  const storage = connect({ url: appUrl, max: 4, applicationName: 'test', onIdleError: () => undefined });
  const { projectId, ingestKey, apiToken } = await bootstrapProject(storage);
  const started: Started[] = [];
  const start = async (name: 'server' | 'worker', env: Record<string, string>): Promise<Started> => {
    const one = await startProcess(name, { DATABASE_URL: appUrl, ...env });
    started.push(one);
    return one;
  };
  return {
    storage,
    ownerUrl,
    appUrl,
    projectId,
    ingestKey,
    apiToken,
    startServer: async (env = {}) =>
      start('server', { CALLWATCH_ROLES: 'ingest', PORT: String(await freePort()), ...env }),
    startWorker: (env = {}) => start('worker', { CALLWATCH_ROLES: 'worker', CALLWATCH_WORKER_PORT: '0', ...env }),
    async close() {
      await Promise.all(started.map((one) => one.end('SIGKILL')));
      await storage.close();
      await database.drop();
    },
  };
}
