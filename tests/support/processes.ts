import { readdirSync, readFileSync } from 'node:fs';
import { isAlive } from '../../scripts/postgres/pids.mjs';

/** Living processes whose command line or environment names the text, for instance a data folder (Linux). */
export function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isAlive(pid) && names(pid, text));
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
