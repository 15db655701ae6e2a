import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port';
import { waitFor } from './wait-for';

/** pgbouncer refuses to run as root. */
const NOBODY = 65_534;

export interface Pooler {
  /** The same database and role, through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

const settingsOf = (server: URL, { port, folder }: { port: number; folder: string }): string => `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(folder, 'users')}
pool_mode = transaction
max_client_conn = 2000
default_pool_size = 10
server_idle_timeout = 5
`;

async function answers(url: string): Promise<boolean> {
  const client = new Client(url);
  await client.connect();
  await client.end();
  return true;
}

/** Starts pgbouncer in transaction mode before a server, for the role of this address. */
export async function startPooler(program: string, appUrl: string): Promise<Pooler> {
  const server = new URL(appUrl);
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-pooler-'));
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  writeFileSync(path.join(folder, 'users'), `"${server.username}" "${server.password}"\n`);
  writeFileSync(path.join(folder, 'settings'), settingsOf(server, { port, folder }));
  for (const name of ['.', 'users', 'settings']) {
    chmodSync(path.join(folder, name), name === '.' ? 0o700 : 0o600);
    if (isRoot) chownSync(path.join(folder, name), NOBODY, NOBODY);
  }
  const child = spawn(program, ['-q', path.join(folder, 'settings')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  const through = (url: string): string => Object.assign(new URL(url), { port: String(port) }).href;
  await waitFor(() => answers(through(appUrl)), { what: 'the pooler' });
  return {
    through,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
