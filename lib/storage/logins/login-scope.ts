import { FLAG } from '../../shared';

/** Login attempts of a range: any outcome, whatever the endpoint. */
export interface LoginScope {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** Condition on `call` with parameters $1 to $4 of `loginValues`; the index is call_flagged. */
export const IS_ATTEMPT = `project_id = $1 and environment_id = any($2::smallint[]) and finished_at >= $3 and finished_at < $4
  and flags <> 0 and flags & ${FLAG.loginMask} <> 0`;

/** How many attempts had an outcome: 1 success, 2 failure, 3 unknown. */
export const attempts = (outcome: 1 | 2 | 3): string =>
  `(count(*) filter (where flags & ${FLAG.loginMask} = ${outcome}))::float8`;

export const loginValues = ({ projectId, environmentIds, from, to }: LoginScope): unknown[] => [
  projectId,
  environmentIds,
  from,
  to,
];
