import type { Sql } from '../core/storage';

/** A row of the ledger with what the other side answered. */
export interface ToldDelivery {
  id: string;
  response: string | null;
  error: string | null;
}

interface Search {
  projectId: number;
  texts: readonly string[];
  /** Id of the last row that was looked at. */
  after: string;
  limit: number;
}

/** Ledger rows of a project's messages whose answer or error holds one of the texts, by id. */
export async function findDeliveriesWith(tx: Sql, { projectId, texts, after, limit }: Search): Promise<ToldDelivery[]> {
  const { rows } = await tx.query<{ [Key in keyof ToldDelivery]: ToldDelivery[Key] }>(
    `select d.id::text, d.response, d.error from delivery d join outbox o on o.id = d.outbox_id
      where o.project_id = $1 and d.id > $3::bigint
        and exists (select from unnest($2::text[]) given
                     where strpos(coalesce(d.response, ''), given) > 0 or strpos(coalesce(d.error, ''), given) > 0)
      order by d.id limit $4`,
    [projectId, texts, after, limit],
  );
  return rows;
}

/** Empties rows of the ledger of a project's messages of answer and error; answers how many. */
export async function emptyDeliveries(
  tx: Sql,
  { projectId, ids }: { projectId: number; ids: readonly string[] },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update delivery d set response = null, error = case when d.error is null then null else 'erased' end
       from outbox o where o.project_id = $1 and o.id = d.outbox_id and d.id = any($2::bigint[])`,
    [projectId, ids],
  );
  return rowCount;
}
