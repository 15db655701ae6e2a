import type { Sql } from '../core/storage';
import { noteRebuild } from '../rollups/rebuilds';

const DAY_MS = 86_400_000;

/** Whose calls: of a consumer by its number, of an account by its hash. */
export type CallsOf = { consumerId: number } | { accountHash: Buffer };

interface CallsOfDay {
  projectId: number;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  whose: CallsOf;
  limit: number;
}

const conditionOf = (whose: CallsOf): { sql: string; value: unknown; cut: string } =>
  'consumerId' in whose
    ? { sql: 'consumer_id = $4', value: whose.consumerId, cut: 'consumer_id = 0' }
    : { sql: 'account_hash = $4', value: whose.accountHash, cut: 'account_hash = null' };

/**
 * Cuts calls of a day off from whom they are of, and empties what may name a person: path, trace and attributes. The call
 * itself stays, so that every total stays exact. Answers how many calls.
 */
export async function eraseFromCalls(tx: Sql, { projectId, day, whose, limit }: CallsOfDay): Promise<number> {
  const from = new Date(`${day}T00:00:00Z`);
  const { sql, value, cut } = conditionOf(whose);
  const { rowCount } = await tx.query(
    `update call set ${cut}, path = null, trace_id = null, attrs = null
      where project_id = $1 and finished_at >= $2 and finished_at < $3 and ${sql} and ctid = any(array(
        select ctid from call where project_id = $1 and finished_at >= $2 and finished_at < $3 and ${sql} limit ${Math.floor(limit)}))`,
    [projectId, from, new Date(from.getTime() + DAY_MS), value],
  );
  return rowCount;
}

/** The same for what detectors read, which is kept two days; an account is stood in for, so that they fold on alike. */
export async function eraseFromSignals(
  tx: Sql,
  { projectId, whose, standIn }: { projectId: number; whose: CallsOf; standIn: Buffer | null },
): Promise<number> {
  const ofConsumer = 'consumerId' in whose;
  const { rowCount } = await tx.query(
    `update signal set ${ofConsumer ? 'consumer_id = 0' : 'account_hash = $3'}, path_hash = null, detail = null
      where project_id = $1 and ${ofConsumer ? 'consumer_id' : 'account_hash'} = $2`,
    ofConsumer ? [projectId, whose.consumerId] : [projectId, whose.accountHash, standIn],
  );
  return rowCount;
}

/** Peaks and waiting counts of rate policies: keys are numbers of consumers, addresses or account hashes, told apart by form. */
export async function eraseRateKeys(
  tx: Sql,
  { table, projectId, key }: { table: 'rate_peak' | 'rate_second'; projectId: number; key: string },
): Promise<number> {
  return (await tx.query(`delete from ${table} where project_id = $1 and key = $2`, [projectId, key])).rowCount;
}

export const CONSUMER_TIERS = ['consumer_minute', 'consumer_hour', 'consumer_day', 'consumer_caller_hour'] as const;

export async function deleteConsumerTier(
  tx: Sql,
  { table, projectId, consumerId }: { table: (typeof CONSUMER_TIERS)[number]; projectId: number; consumerId: number },
): Promise<number> {
  await noteRebuild(tx, projectId);
  const { rowCount } = await tx.query(`delete from ${table} where project_id = $1 and consumer_id = $2`, [
    projectId,
    consumerId,
  ]);
  return rowCount;
}

/** Takes the name of a consumer out of the dictionary; its number is never given again. */
export async function deleteConsumerName(
  tx: Sql,
  { projectId, consumerId }: { projectId: number; consumerId: number },
): Promise<number> {
  return (await tx.query('delete from consumer where project_id = $1 and id = $2', [projectId, consumerId])).rowCount;
}
