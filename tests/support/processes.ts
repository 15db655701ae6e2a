import { readdirSync, readFileSync } from 'node:fs';
import { isAlive } from '../../scripts/postgres/pids.mjs';

/** Living processes whose command line or environment names the text, for instance a data folder (Linux). */
export function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && names(pid, text) && isAlive(pid)); // most are of others
}

function names(pid: number, text: string): boolean {
  return ['cmdline', 'environ'].some((file) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(text);
    } catch {
      return false; // gone meanwhile, or another user's
    }
  });
}

/** The server process of an instance on this data folder; 0 when there is none (Linux). */
export const serverOf = (dataDir: string): number =>
  processesNaming(dataDir).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/server.js')) ?? 0;

/** What a process holds in memory (Linux). */
export const residentBytes = (pid: number): number =>
  1_024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
