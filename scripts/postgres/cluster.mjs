import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { childEnv } from '../start/child-env.mjs';
import { binary, giveTo } from './files.mjs';

/** @typedef {import('./files.mjs').PostgresFiles} PostgresFiles */

export const POSTGRES_ENV = childEnv({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/**
 * Makes the database cluster when there is none: UTF-8, C locale, passwords by SCRAM, superuser `postgres`.
 * @param {PostgresFiles} files
 * @param {string} password
 * @returns {Promise<boolean>} whether it was made now
 */
export async function initCluster(files, password) {
  if (fs.existsSync(path.join(files.data, 'PG_VERSION'))) return false;
  const passwordFile = path.join(files.socket, 'password'); // read by initdb as the owner, gone right after
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(passwordFile, files.owner);
  try {
    await runInitdb(files, passwordFile);
  } catch (error) {
    for (const name of fs.readdirSync(files.data)) fs.rmSync(path.join(files.data, name), { recursive: true });
    throw error;
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  return true;
}

/**
 * `-N`: no fsync of the empty cluster; one that a power cut spoils holds nothing yet.
 * @param {PostgresFiles} files
 * @param {string} passwordFile
 * @returns {Promise<void>}
 */
function runInitdb(files, passwordFile) {
  const args = ['-D', files.data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const child = spawn(binary(files, 'initdb'), [...args, '-E', 'UTF8', '--locale=C', '--no-instructions', '-N'], {
    ...files.owner,
    env: POSTGRES_ENV,
    cwd: files.data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${stderr.trim()}`))));
  });
}

/**
 * Settings for one small machine that also runs the app. Commits stay synchronous: an acknowledged call is on disk.
 * @param {PostgresFiles} files
 * @param {number} port
 * @returns {Record<string, string>}
 */
export function clusterSettings(files, port) {
  const memoryMb = os.totalmem() / 2 ** 20;
  const sharedMb = Math.round(Math.min(512, Math.max(64, memoryMb / 16)));
  // a socket path holds 107 characters; without a socket clients use TCP, as ours always do
  const socket = path.join(files.socket, `.s.PGSQL.${port}`).length < 100 ? files.socket : '';
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socket,
    max_connections: '100',
    shared_buffers: `${sharedMb}MB`,
    effective_cache_size: `${Math.round(memoryMb / 3)}MB`,
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    synchronous_commit: 'on',
  };
}
