import { hostname } from 'node:os';
import path from 'node:path';
import { waitFor } from '../../support';
import { startIngest, type IngestWorld } from '../ingest/harness';
import { logTime } from './log-fixture';
import { scratchFolder, startImport, type Running } from './run-import';

interface Followed {
  world: IngestWorld;
  log: string;
  args: string[];
  /** The options of an import of a file whose lines are of this log. */
  importing: string[];
  /** So many more lines, each with a path of its own. */
  more(lines: number): string;
  /** How often each path was stored, by how often that is; `{ 1: lines }` when nothing was lost or doubled. */
  stored(): Promise<Record<string, number>>;
  reaches(calls: number): Promise<void>;
  follow(options?: { byNpm?: boolean }): Promise<Running>;
}

/** A log that is not there yet, and a server to send it to. */
export async function followed(): Promise<Followed> {
  const world = await startIngest();
  const log = path.join(scratchFolder(), 'access.log');
  const args = ['--key', world.ingestKey, '--url', world.url, '--follow', log];
  let written = 0;
  const line = (): string =>
    `192.0.2.7 - - [${logTime(Date.now())}] "GET /pages/${'x'.repeat(20)}${(written += 1)} HTTP/1.1" 200 5 "-" "curl" 0.004\n`;
  const stored = async (): Promise<Record<string, number>> => {
    const { rows } = await world.storage.query<{ times: number; paths: number }>(
      `select times::int, count(*)::int as paths from (select count(*) as times from call group by path) t group by times`,
    );
    return Object.fromEntries(rows.map(({ times, paths }) => [times, paths]));
  };
  return {
    world,
    log,
    args,
    importing: ['--key', world.ingestKey, '--url', world.url, '--source', `${hostname()}:${log}`],
    more: (lines) => Array.from({ length: lines }, line).join(''),
    stored,
    reaches: async (calls) => {
      await waitFor(async () => (await world.count('select count(*) from call')) >= calls, { timeoutMs: 30_000 });
    },
    follow: (options) => startImport(args, options),
  };
}
