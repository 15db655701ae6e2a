import { FLAG, TRAIT, type RateKey } from '../../shared';
import type { Sql } from '../core/storage';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { countsAs } from '../naming/counts-as';

export interface KeySecondsQuery {
  projectId: number;
  environmentIds: readonly number[];
  /** Null: all. */
  endpointId: number | null;
  key: RateKey;
  from: Date;
  to: Date;
}

export interface KeySecondRow {
  environmentId: number;
  /** Address, number of the consumer, account hash in hexadecimal. */
  key: string;
  second: number;
  calls: number;
}

const KEY = {
  caller: { text: 'host(caller)', known: 'caller is not null' },
  consumer: { text: 'consumer_id::text', known: 'consumer_id <> 0' },
  account: { text: `encode(account_hash, 'hex')`, known: 'account_hash is not null' },
} as const;

const OF_ENDPOINT = countsAs('$5');

export interface KeySeconds {
  /** In order. */
  seconds: KeySecondRow[];
  /** Calls that came too late to be counted, of all keys. */
  lateCalls: number;
}

/** Calls by key and second as a rate policy counts them, and how many are backfill: from the calls themselves, over call_second. */
export async function readKeySeconds(sql: Sql, query: KeySecondsQuery): Promise<KeySeconds> {
  const { text, known } = KEY[query.key];
  const { rows } = await sql.query<KeySecondRow & { late: boolean }>(
    `select late, case when late then 0 else environment_id end as "environmentId", case when late then '' else key end as key,
            case when late then 0 else second end as second, count(*)::int as calls
     from (
       select traits & ${TRAIT.backfill} <> 0 as late, environment_id, ${text} as key,
              floor(extract(epoch from finished_at))::int as second
       from call
       where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and ($5::int is null or ${OF_ENDPOINT})
         and ${known} and flags & ${FLAG.enforced} = 0
     ) counted
     group by 1, 2, 3, 4 order by 4, 2, 3`,
    [query.projectId, query.from, query.to, query.environmentIds, query.endpointId],
  );
  return {
    seconds: rows.flatMap(({ late, ...row }) => (late ? [] : [row])),
    lateCalls: rows.find(({ late }) => late)?.calls ?? 0,
  };
}
