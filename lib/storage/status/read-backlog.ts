import type { BacklogFigures } from '../../shared';
import type { Sql } from '../core/storage';
import { PARTITIONED } from '../partitions/list-partitions';

const ageOf = (at: string): string => `coalesce(greatest(0, extract(epoch from clock_timestamp() - ${at})), 0)::float8`;
const WAITING = `state in ('queued', 'retrying')`;
const FAILED_WITHIN = "interval '24 hours'";
const DAYS_ASKED = 32;
/** A rule that is further ahead was evaluated by a clock that was wrong; it is as far behind, until it is set back. */
const AHEAD = "interval '4 minutes'";

// what a rollup has set aside, under negative numbers, is not late
const waitingIn = (table: string): string =>
  `select count(*)::int as n, ${ageOf('min(created_at)')} as seconds from ${table} where flush_no > 0`;

const NUMBERS = `
  with rules as (
         select count(*) as n, min(case when at > clock_timestamp() + ${AHEAD} then clock_timestamp() - (at - clock_timestamp()) else at end) as oldest
           from (select greatest(s.evaluated_to, r.effective_at) as at
                   from rule r
                   left join rule_state s on s.project_id = r.project_id and s.rule_id = r.id and s."group" = ''
                  where r.kind = 'metric' and r.enabled) watched),
       waiting as (
         select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'retrying') as retrying,
                min(next_attempt_at) filter (where next_attempt_at <= clock_timestamp()) as oldest
           from outbox where ${WAITING}),
       failed as (select count(*) as n from outbox where state = 'failed' and created_at > clock_timestamp() - ${FAILED_WITHIN}),
       ahead as (
         select coalesce(min(n), ${DAYS_ASKED}) - 1 as days
           from unnest($1::text[]) as parent, generate_series(0, ${DAYS_ASKED - 1}) as n
          where to_regclass('public.' || parent || '_' || to_char((clock_timestamp() at time zone 'UTC')::date + n, 'YYYYMMDD')) is null)
  select rules.n::int as "metricRules", ${ageOf('rules.oldest')} as "evaluateLagSeconds",
         json_build_object('queued', waiting.queued, 'retrying', waiting.retrying, 'failed', failed.n) as deliveries,
         ${ageOf('waiting.oldest')} as "oldestDueSeconds",
         ahead.days::int as "partitionDaysAhead",
         (select count(*)::int from pg_inherits where inhparent = 'public.call'::regclass) as "callPartitions",
         pg_database_size(current_database())::float8 as "databaseBytes"
    from rules, waiting, failed, ahead`;

interface Waiting {
  n: number;
  seconds: number;
}
type OfTelemetry = 'pendingBlobs' | 'rollupLagSeconds' | 'pendingFlushes' | 'detectorLagSeconds';
type OtherFigures = Omit<BacklogFigures, OfTelemetry>;

async function readOne<Row extends object>(sql: Sql, text: string, values: readonly unknown[] = []): Promise<Row> {
  const { rows } = await sql.query<Row>(text, values);
  const [row] = rows;
  if (!row) throw new Error('a statement without a group answered no row');
  return row;
}

/** Work that waits in the whole instance, whatever the project: for those who run it, and for Prometheus. */
export async function readBacklog(sql: Sql): Promise<BacklogFigures> {
  const blobs = await readOne<Waiting>(sql, waitingIn('call_pending'));
  const feed = await readOne<Waiting>(sql, waitingIn('signal_feed'));
  const others = await readOne<OtherFigures>(sql, NUMBERS, [PARTITIONED]);
  return {
    pendingBlobs: blobs.n,
    rollupLagSeconds: blobs.seconds,
    pendingFlushes: feed.n,
    detectorLagSeconds: feed.seconds,
    ...others,
  };
}

/** Calls that SDKs heard in the last 24 hours say they lost, by reason, the most first; of all projects. */
export async function readLostByReason(sql: Sql): Promise<{ reason: string; calls: number }[]> {
  const { rows } = await sql.query<{ reason: string; calls: number }>(
    `select key as reason, sum(value::numeric)::float8 as calls from sdk_instance, jsonb_each_text(dropped)
      where last_seen_at > clock_timestamp() - interval '24 hours'
      group by 1 having sum(value::numeric) > 0 order by 2 desc, 1`,
  );
  return rows;
}
