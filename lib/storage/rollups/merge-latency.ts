import { addMinuteLatency, addWideLatency, LATENCY_BUCKETS, packMinuteLatency, packWideLatency } from '../../stats';
import type { Sql } from '../core/storage';
import { arrayLiteral } from './array-literal';
import type { EndpointTierRows, Tier } from './columns';

interface StoredRow {
  ordinal: string;
  latency: string;
  slowest: string | null;
}

interface Added {
  tier: Tier;
  rows: EndpointTierRows;
}

/** What is stored for these endpoints and times, with the row's position from 1. Over the tier's primary key. */
async function readStored(sql: Sql, projectId: number, { tier, rows }: Added): Promise<StoredRow[]> {
  const stored = await sql.query<StoredRow>(
    `select u.ordinal, t.latency::text latency, ${tier === 'hour' ? `encode(t.slowest, 'hex')` : 'null'} slowest
     from unnest($3::bigint[], $4::int[]) with ordinality u(at, endpoint, ordinal)
     join endpoint_${tier} t on t.project_id = $1::int and t.environment_id = $2::smallint
       and t.at = to_timestamp(u.at * 60) and t.endpoint_id = u.endpoint
       and t.at >= to_timestamp($5::bigint * 60) and t.at <= to_timestamp($6::bigint * 60)`,
    [
      projectId,
      rows.environment,
      arrayLiteral(rows.at),
      arrayLiteral(rows.endpoint),
      rows.at.reduce((least, at) => Math.min(least, at)),
      rows.at.reduce((most, at) => Math.max(most, at)),
    ],
  );
  return stored.rows;
}

function mergeLatency(tier: Tier, literals: readonly string[]): string {
  const counts = new Float64Array(LATENCY_BUCKETS);
  const [add, pack] = tier === 'minute' ? [addMinuteLatency, packMinuteLatency] : [addWideLatency, packWideLatency];
  for (const literal of literals) add(counts, literal);
  const entries = Array.from(counts, (calls, bucket) => ({ bucket, calls }));
  return pack(entries.filter(({ calls }) => calls > 0));
}

function highestOf(one: string, other: string): string {
  const bytes = Buffer.from(one, 'hex');
  Buffer.from(other, 'hex').forEach((value, at) => (bytes[at] = Math.max(bytes[at] ?? 0, value)));
  return bytes.toString('hex');
}

/**
 * The rows with the histograms, and of hours the slowest buckets, that are stored already added to theirs: what is to take the
 * stored ones' place. Merged here and not in SQL, where that was most of what these tiers cost; nobody writes in between, since
 * one at a time writes the tiers of a project (`tryEnterRollup`, `enterRollup`).
 */
export async function withStoredLatency(sql: Sql, projectId: number, { tier, rows }: Added): Promise<EndpointTierRows> {
  const latency = [...rows.latency];
  const slowest = [...(rows.marks?.slowest ?? [])];
  for (const stored of await readStored(sql, projectId, { tier, rows })) {
    const at = Number(stored.ordinal) - 1;
    latency[at] = mergeLatency(tier, [stored.latency, latency[at] ?? '{}']);
    if (stored.slowest !== null) slowest[at] = highestOf(stored.slowest, slowest[at] ?? '');
  }
  return { ...rows, latency, marks: rows.marks && { ...rows.marks, slowest } };
}
