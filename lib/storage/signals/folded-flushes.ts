import type { Sql } from '../core/storage';

export interface FoldedFlush {
  seq: number;
  flushNo: string;
  /** The moment that the fold was given. */
  foldedAt: Date;
}

/** Records the order of folding, for a successor; in the transaction that claimed the flushes. */
export async function insertFolded(
  tx: Sql,
  { projectId, flushes }: { projectId: number; flushes: readonly FoldedFlush[] },
): Promise<void> {
  await tx.query(
    `insert into signal_done (project_id, seq, flush_no, folded_at)
     select $1::int, s, f, t from unnest($2::bigint[], $3::bigint[], $4::timestamptz[]) as given(s, f, t) order by s`,
    [projectId, flushes.map((one) => one.seq), flushes.map((one) => one.flushNo), flushes.map((one) => one.foldedAt)],
  );
}

interface DoneRow {
  seq: string;
  flushNo: string;
  foldedAt: Date;
}

/** The flushes that were folded since the latest snapshot, in that order; `readFlushes` has what they hold. */
export async function listFolded(tx: Sql, projectId: number): Promise<FoldedFlush[]> {
  const done = await tx.query<DoneRow>(
    `select seq, flush_no as "flushNo", folded_at as "foldedAt" from signal_done where project_id = $1 order by seq`,
    [projectId],
  );
  return done.rows.map(({ seq, flushNo, foldedAt }) => ({ seq: Number(seq), flushNo, foldedAt }));
}
