import type { RateCount, RatePolicyVersion } from '../../shared';
import type { Sql } from '../core/storage';

/** Calls of one key that finished in one second, as one flush adds them to policies that count alike. */
export interface RateSecondRow extends RateCount {
  projectId: number;
  flushNo: bigint;
}

const arrayOf = (policies: readonly RatePolicyVersion[], of: keyof RatePolicyVersion): string =>
  `{${policies.map((policy) => policy[of]).join()}}`;

/** Writes what one flush adds to the policies; runs inside the transaction of the flush. */
export async function insertRateSeconds(sql: Sql, rows: readonly RateSecondRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `insert into rate_second (project_id, flush_no, policy_ids, versions, environment_id, key, at, backfill, calls)
     select p, f, i::int[], v::int[], e, k, to_timestamp(t), b, c
     from unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::int[], $8::boolean[],
                 $9::int[]) as given(p, f, i, v, e, k, t, b, c)`,
    [
      rows.map((row) => row.projectId),
      rows.map((row) => row.flushNo),
      rows.map(({ policies }) => arrayOf(policies, 'id')),
      rows.map(({ policies }) => arrayOf(policies, 'version')),
      rows.map((row) => row.environmentId),
      rows.map((row) => row.key),
      rows.map((row) => row.second),
      rows.map((row) => row.backfill),
      rows.map((row) => row.calls),
    ],
  );
}

type FlushRow = Omit<RateCount, 'policies'> & { flushNo: string; ids: string; versions: string };

const numbersOf = (array: string): number[] => array.slice(1, -1).split(',').map(Number);

/** Reads sets of policies; rows of the same set share one. */
function policiesReader(): (ids: string, versions: string) => readonly RatePolicyVersion[] {
  const known = new Map<string, readonly RatePolicyVersion[]>();
  return (ids, versions) => {
    const text = ids + versions;
    const found = known.get(text);
    if (found) return found;
    const numbers = numbersOf(versions);
    const made = numbersOf(ids).map((id, index) => ({ id, version: numbers[index] ?? 0 }));
    known.set(text, made);
    return made;
  };
}

/** What flushes add to the policies, by flush number, in the order of folding. Index rate_second_flush. */
export async function readRateSeconds(
  tx: Sql,
  { projectId, flushNos }: { projectId: number; flushNos: readonly string[] },
): Promise<Map<string, RateCount[]>> {
  if (flushNos.length === 0) return new Map();
  const { rows } = await tx.query<FlushRow>(
    `select flush_no as "flushNo", policy_ids::text as ids, versions::text, environment_id as "environmentId", key,
            extract(epoch from at)::int as second, backfill, calls
     from rate_second where project_id = $1 and flush_no = any($2::bigint[])
     order by flush_no, at, policy_ids, versions, environment_id, key, backfill`,
    [projectId, flushNos],
  );
  const byFlush = new Map<string, RateCount[]>();
  const policiesOf = policiesReader();
  for (const { flushNo, ids, versions, ...rest } of rows) {
    const count = { ...rest, policies: policiesOf(ids, versions) };
    const counts = byFlush.get(flushNo);
    if (counts) counts.push(count);
    else byFlush.set(flushNo, [count]);
  }
  return byFlush;
}

/** Deletes what a snapshot covers: the rows of all flushes folded so far; before `signal_done` is emptied. */
export async function deleteFoldedRates(tx: Sql, projectId: number): Promise<void> {
  await tx.query(
    `delete from rate_second where project_id = $1
       and flush_no in (select flush_no from signal_done where project_id = $1)`,
    [projectId],
  );
}

/** Deletes what one flush adds to the policies, so that no replay counts it either. Returns the number of rows. */
export async function deleteFlushRates(
  tx: Sql,
  { projectId, flushNo }: { projectId: number; flushNo: string },
): Promise<number> {
  const { rowCount } = await tx.query('delete from rate_second where project_id = $1 and flush_no = $2', [
    projectId,
    flushNo,
  ]);
  return rowCount;
}
