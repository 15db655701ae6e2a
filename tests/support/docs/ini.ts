import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The settings of a unit by section. Throws for a line that is none. */
export function parseIni(text: string): Record<string, [key: string, value: string][]> {
  const sections: Record<string, [string, string][]> = {};
  let open: [string, string][] | undefined;
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const section = /^\[(\w+)\]$/.exec(line)?.[1];
    const [, key, value = ''] = /^([A-Z][A-Za-z]+)=(.+)$/.exec(line) ?? [];
    if (section) sections[section] = open = [];
    else if (key && open) open.push([key, value]);
    else throw new Error(`no setting of a unit: ${line}`);
  }
  return sections;
}

/** Whether systemd is here to say what it thinks of a service. */
export const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

/** What systemd says of a service; programs of another machine may be missing here. */
export function unitFaults(text: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-docs-'));
  try {
    const file = path.join(folder, 'callwatch-docs.service');
    writeFileSync(file, text);
    const { stdout, stderr, error } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    if (error) throw error;
    return `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !line.includes('is not executable'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
