import { FLAG } from '../../shared';
import type { Sql } from '../core/storage';
import { FOUND_COLUMNS } from '../search/search-calls';
import type { CallCursor, FoundCall } from '../search/search-calls';
import { IS_ATTEMPT, loginValues, type LoginScope } from './login-scope';

export interface AttemptFilter {
  /** 1 success, 2 failure, 3 unknown; null all. */
  outcome: 1 | 2 | 3 | null;
  /** Hexadecimal. */
  account: string | null;
  caller: string | null;
  /** Only what is older. */
  before: CallCursor;
  limit: number;
}

/** Login attempts, the newest first. Over call_flagged. */
export async function listAttempts(sql: Sql, scope: LoginScope, filter: AttemptFilter): Promise<FoundCall[]> {
  const { rows } = await sql.query<FoundCall>(
    `select ${FOUND_COLUMNS} from call where ${IS_ATTEMPT}
       and ($5::int is null or flags & ${FLAG.loginMask} = $5) and ($6::bytea is null or account_hash = $6)
       and ($7::inet is null or caller = $7)
       and (finished_at, id) < (timestamptz 'epoch' + $8::bigint * interval '1 microsecond', $9::bigint)
     order by finished_at desc, call.id desc limit $10`,
    [
      ...loginValues(scope),
      filter.outcome,
      filter.account === null ? null : Buffer.from(filter.account, 'hex'),
      filter.caller,
      filter.before.at,
      filter.before.id,
      filter.limit,
    ],
  );
  return rows;
}
