import type { PrismaTx, Sql, Tx } from '../core/storage';

export type ErasureKind = 'project' | 'consumer' | 'account';
export type ErasureState = 'queued' | 'running' | 'done' | 'failed';

/** What the work needs to find what is to be erased; gone once it is done. */
export interface ErasureTarget {
  /** Of a consumer. */
  id?: number;
  name?: string;
  /** Of an account, in hexadecimal: its hash, and the meaningless one that takes its place in evidence. */
  hash?: string;
  standIn?: string;
}

export interface NewErasure {
  id: string;
  organizationId: string;
  projectId: number;
  projectName: string;
  kind: ErasureKind;
  /** Keyed, in hexadecimal. */
  subjectHash: string;
  target: ErasureTarget;
  requestedAt: Date;
  requestedByKind: string;
  requestedBy: string | null;
}

export interface ErasureRow extends Omit<NewErasure, 'target'> {
  state: ErasureState;
  step: number;
  steps: number;
  /** Rows by table. */
  counts: Record<string, number>;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** When it goes on, at the earliest. */
  dueAt: Date;
  error: string | null;
  /** Name of the person who asked, while there is one. */
  requesterName: string | null;
}

/** An erasure that this process carries out until the claim runs out. */
export interface ErasureClaim {
  id: string;
  token: string;
  organizationId: string;
  projectId: number;
  kind: ErasureKind;
  target: ErasureTarget;
  step: number;
  requestedAt: Date;
}

/** Thrown inside a transaction of a claim that another process has by now: nothing of it may be written. */
export class ErasureLostError extends Error {
  override readonly name = 'ErasureLostError';
}

const CLAIM_SECONDS = 60;
const MAX_PAUSE_SECONDS = 600;
const NOW = 'coalesce($2, clock_timestamp())';
const ROW = `e.id, e.organization_id as "organizationId", e.project_id as "projectId", e.project_name as "projectName", e.kind,
  e.subject_hash as "subjectHash", e.state, e.step, e.steps, e.counts, e.requested_at as "requestedAt",
  e.requested_by_kind as "requestedByKind", e.requested_by as "requestedBy", e.started_at as "startedAt",
  e.finished_at as "finishedAt", e.due_at as "dueAt", e.error,
  case when e.requested_by_kind = 'user' then (select u.name from "user" u where u.id = e.requested_by) end as "requesterName"`;

export async function insertErasure({ prisma }: { prisma: PrismaTx }, one: NewErasure): Promise<void> {
  await prisma.erasure.create({
    data: { ...one, target: { ...one.target }, dueAt: one.requestedAt },
    select: { id: true },
  });
}

/** Erasures of an organization, the newest first; of one project where it is named. */
export async function listErasures(
  sql: Sql,
  { organizationId, projectId, limit }: { organizationId: string; projectId: number | null; limit: number },
): Promise<ErasureRow[]> {
  const { rows } = await sql.query<ErasureRow>(
    `select ${ROW} from erasure e
      where e.organization_id = $1 and ($2::int is null or e.project_id = $2)
      order by e.requested_at desc, e.id limit $3`,
    [organizationId, projectId, limit],
  );
  return rows;
}

export async function findErasure(
  sql: Sql,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<ErasureRow | null> {
  const { rows } = await sql.query<ErasureRow>(
    `select ${ROW} from erasure e where e.organization_id = $1 and e.id = $2`,
    [organizationId, id],
  );
  return rows[0] ?? null;
}

/**
 * Takes the erasure that is due the longest at `now` (null: by the database's clock), unless another process works on it; null when
 * none is. What is due, or claimed, for longer than anything is comes from a clock that was wrong, and is taken.
 */
export async function claimErasure(
  sql: Sql,
  { token, now }: { token: string; now: Date | null },
): Promise<ErasureClaim | null> {
  const { rows } = await sql.query<ErasureClaim>(
    `update erasure set state = 'running', claim_token = $1, started_at = coalesce(started_at, $2, clock_timestamp()),
            claimed_until = clock_timestamp() + ${CLAIM_SECONDS} * interval '1 second'
      where id = (
        select id from erasure
         where state <> 'done' and (due_at <= ${NOW} or due_at > ${NOW} + ${2 * MAX_PAUSE_SECONDS} * interval '1 second')
           and (claimed_until is null
                or claimed_until not between clock_timestamp() and clock_timestamp() + ${2 * CLAIM_SECONDS} * interval '1 second')
         order by due_at, id limit 1 for update skip locked)
      returning id, claim_token as token, organization_id as "organizationId", project_id as "projectId", kind,
                coalesce(target, '{}') as target, step, requested_at as "requestedAt"`,
    [token, now],
  );
  return rows[0] ?? null;
}

/** Adds rows to the receipt and renews the claim, in the transaction that erased them. Throws ErasureLostError. */
export async function countErased(
  tx: Sql,
  { id, token }: Pick<ErasureClaim, 'id' | 'token'>,
  { table, rows }: { table: string; rows: number },
): Promise<void> {
  const { rowCount } = await tx.query(
    `update erasure set claimed_until = clock_timestamp() + ${CLAIM_SECONDS} * interval '1 second', failures = 0, error = null,
            counts = case when $4 > 0 then counts || jsonb_build_object($3::text, coalesce((counts->>$3)::bigint, 0) + $4) else counts end
      where id = $1 and claim_token = $2`,
    [id, token, table, rows],
  );
  if (rowCount !== 1) throw new ErasureLostError('another process carries on with the erasure');
}

/** Notes the step to go on with. Throws ErasureLostError. */
export async function saveErasureStep(
  sql: Sql,
  { id, token }: Pick<ErasureClaim, 'id' | 'token'>,
  { step, steps }: { step: number; steps: number },
): Promise<void> {
  const { rowCount } = await sql.query('update erasure set step = $3, steps = $4 where id = $1 and claim_token = $2', [
    id,
    token,
    step,
    steps,
  ]);
  if (rowCount !== 1) throw new ErasureLostError('another process carries on with the erasure');
}

/** Lets go of it until then. */
export async function postponeErasure(sql: Sql, { id, token }: ErasureClaim, dueAt: Date): Promise<void> {
  await sql.query(
    'update erasure set due_at = $3, claim_token = null, claimed_until = null where id = $1 and claim_token = $2',
    [id, token, dueAt],
  );
}

/** Notes that it failed; it is tried again after a while that doubles, 10 minutes at most. */
export async function failErasure(
  sql: Sql,
  { id, token }: ErasureClaim,
  { error, now }: { error: string; now: Date },
): Promise<void> {
  await sql.query(
    `update erasure set state = 'failed', error = $3, failures = failures + 1, claim_token = null, claimed_until = null,
            due_at = $4::timestamptz + least(${MAX_PAUSE_SECONDS}, 5 * 2 ^ least(failures, 10)) * interval '1 second'
      where id = $1 and claim_token = $2`,
    [id, token, error, now],
  );
}

/** Completes the receipt: what it was about is known by its hash alone from now on. Throws ErasureLostError. */
export async function finishErasure(tx: Tx, { id, token }: ErasureClaim, now: Date): Promise<void> {
  const { rowCount } = await tx.query(
    `update erasure set state = 'done', target = null, finished_at = $3, error = null, step = steps, claim_token = null,
            claimed_until = null
      where id = $1 and claim_token = $2`,
    [id, token, now],
  );
  if (rowCount !== 1) throw new ErasureLostError('another process carries on with the erasure');
}
