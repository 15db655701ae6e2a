import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Clock ticks a second in /proc, on every Linux. */
const TICKS = 100;
const MS_PER_TICK = 1_000 / TICKS;

interface Stat {
  parent: number;
  /** The process's own time; with that of children it has waited for. */
  ownMs: number;
  withEndedMs: number;
}

/** Null for a process that ended meanwhile. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // the name, in brackets, may hold spaces; then: state, parent … utime, stime, cutime, cstime as 14th to 17th
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
    const ownMs = (user + system) * MS_PER_TICK;
    return { parent: Number(fields[1]), ownMs, withEndedMs: ownMs + (endedUser + endedSystem) * MS_PER_TICK };
  } catch {
    return null;
  }
}

/** What a process of the cluster is for: the application's name, or its kind. */
async function namesOf(admin: Client): Promise<Map<number, string>> {
  const { rows } = await admin.query<{ pid: number; name: string }>(
    `select pid, coalesce(nullif(application_name, ''), case backend_type when 'client backend' then 'bench' else backend_type end) name
     from pg_stat_activity`,
  );
  return new Map(rows.map(({ pid, name }) => [pid, name]));
}

export type ClusterTime = Map<string, number>;
const ENDED = 'ended';

async function postmasterOf(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) pid`,
  );
  return Number(rows[0]?.pid);
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent);

/** The processes of a cluster, its postmaster first. Linux only. */
export async function clusterPids(admin: Client): Promise<number[]> {
  const postmaster = await postmasterOf(admin);
  return [postmaster, ...childrenOf(postmaster)];
}

/**
 * Processor milliseconds of a cluster since its start, by what its processes are for: backends, writers, autovacuum. What
 * has ended counts under `ended`, since the postmaster waits for each. Linux only.
 */
export async function clusterTime(admin: Client): Promise<ClusterTime> {
  const [postmaster = 0, ...children] = await clusterPids(admin);
  const names = await namesOf(admin);
  const times: ClusterTime = new Map([[ENDED, statOf(postmaster)?.withEndedMs ?? 0]]);
  for (const pid of children) {
    const name = names.get(pid) ?? 'other';
    times.set(name, (times.get(name) ?? 0) + (statOf(pid)?.ownMs ?? 0));
  }
  return times;
}

/** What was used between two looks. A process that ended in between is taken from its name and added to `ended`. */
export function timeBetween(before: ClusterTime, after: ClusterTime): ClusterTime {
  return new Map([...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)]));
}

export const totalOf = (times: ClusterTime): number => [...times.values()].reduce((sum, ms) => sum + ms, 0);
