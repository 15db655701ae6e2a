import type { PoolClient } from 'pg';
import { CopyIn } from '../calls/copy-in';
import { sqlOf } from '../core/sql-of';
import type { Sql } from '../core/storage';
import type { SignalRow } from './signal-row';

// 40 rows, as 1,000 calls of which 4 % fail have, take the database 0.17 ms, and 0.42 from unnested arrays
const COPY = `copy signal (project_id, id, flush_no, at, kind, endpoint_id, consumer_id, status, caller, account_hash,
  environment_id, user_agent_id, traits, value) from stdin`;
const NULL = '\\N';

const timeText = (us: number): string =>
  `${new Date(Math.floor(us / 1_000)).toISOString().slice(0, -1)}${String(us % 1_000).padStart(3, '0')}Z`;

/** A line of COPY; nothing in it needs to be escaped but what stands before hexadecimal bytes. */
function lineOf(row: SignalRow): string {
  const { projectId, id, flushNo, atUs, kind, endpointId, consumerId, status, caller, accountHash } = row;
  const { environmentId, userAgentId, traits, value } = row;
  const hash = accountHash === null ? NULL : `\\\\x${accountHash.toString('hex')}`;
  const names = [endpointId, consumerId, status, caller ?? NULL, hash, environmentId, userAgentId, traits];
  return `${[projectId, id, flushNo, timeText(atUs), kind, ...names, value ?? NULL].join('\t')}\n`;
}

/** Writes the signals of one flush; in its transaction, and all sent at once: may stand among pipelined statements. */
export async function copySignals(client: PoolClient, rows: readonly SignalRow[]): Promise<void> {
  if (rows.length === 0) return;
  const sorted = [...rows].sort((a, b) => a.projectId - b.projectId || Number(a.id - b.id));
  const lines = Buffer.from(sorted.map(lineOf).join(''), 'latin1');
  const copy = client.query(new CopyIn(COPY));
  copy.end(lines);
  await copy.finished;
}

type Fed = Pick<SignalRow, 'projectId' | 'flushNo'>;

const FEED_ONE = 'insert into signal_feed (project_id, flush_no) values ($1, $2)';
const FEED = `insert into signal_feed (project_id, flush_no)
  select * from unnest($1::int[], $2::bigint[]) as given(p, f) order by p, f`;

/** Queues the flush of these rows for the detectors, one row a project; in the same transaction. */
export async function insertSignalFeed(sql: Sql, rows: readonly Fed[]): Promise<void> {
  const feed = new Map<string, Fed>();
  let latest: Fed | undefined;
  for (const row of rows) {
    if (latest?.projectId === row.projectId && latest.flushNo === row.flushNo) continue; // as nearly all
    feed.set(`${row.projectId}/${row.flushNo}`, row);
    latest = row;
  }
  if (!latest) return;
  if (feed.size === 1) {
    await sql.query(FEED_ONE, [latest.projectId, latest.flushNo]);
    return;
  }
  const fed = [...feed.values()];
  await sql.query(FEED, [fed.map(({ projectId }) => projectId), fed.map(({ flushNo }) => flushNo)]);
}

/** Both, one after the other. */
export async function insertSignals(client: PoolClient, rows: readonly SignalRow[]): Promise<void> {
  await copySignals(client, rows);
  await insertSignalFeed(sqlOf(client), rows);
}
