import type { Sql } from '../core/storage';

/** Namespace of the advisory locks by which one at a time writes the tiers of a project: a rollup, or a rebuild. */
const TIERS_LOCK = 0x63776c62;

/** Flushes of few calls make small blobs: beyond these a claim takes several. */
export const MAX_CLAIM_BLOBS = 2_000;

/** Blobs of flushes, those that a rollup has set aside for the wide tiers (under negative numbers), or both. */
export type PendingKind = 'flushed' | 'aside' | 'all';
const NUMBERED: Readonly<Record<PendingKind, string>> = {
  flushed: 'and flush_no > 0',
  aside: 'and flush_no < 0',
  all: '',
};

export interface WaitingBlob {
  flushNo: string;
  body: Buffer;
}

interface PendingRow {
  flush_no: string;
  body: Buffer;
}

/** False while another rollup or a rebuild writes the project's tiers; else those stay away until this transaction ends. */
export async function tryEnterRollup(sql: Sql, projectId: number): Promise<boolean> {
  const { rows } = await sql.query<{ entered: boolean }>('select pg_try_advisory_xact_lock($1, $2) entered', [
    TIERS_LOCK,
    projectId,
  ]);
  return rows[0]?.entered ?? false;
}

/** Waits until no rollup or rebuild of the project runs and keeps new ones out until this transaction ends. */
export async function enterRollup(sql: Sql, projectId: number): Promise<void> {
  await sql.query('select pg_advisory_xact_lock($1, $2)', [TIERS_LOCK, projectId]);
}

/** Takes the oldest blobs of a project, up to a size (null = all); the DELETE is the claim, and undone with the transaction. */
export async function claimPending(
  sql: Sql,
  projectId: number,
  { maxBytes, kind = 'all' }: { maxBytes: number | null; kind?: PendingKind },
): Promise<WaitingBlob[]> {
  const numbered = NUMBERED[kind];
  const { rows } = await sql.query<PendingRow>(
    `delete from call_pending where project_id = $1 ${numbered} and ($2::bigint is null or flush_no in (
       select flush_no from (
         select flush_no, sum(octet_length(body)) over (order by flush_no) - octet_length(body) before
         from (select flush_no, body from call_pending where project_id = $1 ${numbered} order by flush_no limit ${MAX_CLAIM_BLOBS}) oldest
       ) sized where before < $2))
     returning flush_no, body`,
    [projectId, maxBytes],
  );
  return rows.map((row) => ({ flushNo: row.flush_no, body: row.body }));
}

/** The blobs with these numbers, as this snapshot sees them. */
export async function readPending(sql: Sql, projectId: number, flushNos: readonly string[]): Promise<WaitingBlob[]> {
  const { rows } = await sql.query<PendingRow>(
    'select flush_no, body from call_pending where project_id = $1 and flush_no = any($2::bigint[])',
    [projectId, flushNos],
  );
  return rows.map((row) => ({ flushNo: row.flush_no, body: row.body }));
}

/** When the oldest blob was written that no rollup has looked at; null when there is none. */
export async function oldestPendingAt(sql: Sql, projectId: number): Promise<Date | null> {
  const { rows } = await sql.query<{ at: Date | null }>(
    'select min(created_at) at from call_pending where project_id = $1 and flush_no > 0',
    [projectId],
  );
  return rows[0]?.at ?? null;
}

/** When the oldest flush was written that detectors have not looked at; null when there is none. */
export async function oldestFedAt(sql: Sql, projectId: number): Promise<Date | null> {
  const { rows } = await sql.query<{ at: Date | null }>(
    'select min(created_at) at from signal_feed where project_id = $1',
    [projectId],
  );
  return rows[0]?.at ?? null;
}

/** Numbers of the blobs that wait, ascending, as this snapshot sees them. In one text: two thousand rows took ten times as long. */
export async function listPendingNumbers(sql: Sql, projectId: number): Promise<string[]> {
  const { rows } = await sql.query<{ numbers: string | null }>(
    `select string_agg(flush_no::text, ' ' order by flush_no) numbers from call_pending where project_id = $1`,
    [projectId],
  );
  return rows[0]?.numbers?.split(' ') ?? [];
}
