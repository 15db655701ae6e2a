import { FLAG } from '../../shared';

/** Which login attempts belong to an attack. */
export interface AttackScope {
  projectId: number;
  environmentId: number;
  endpointIds: readonly number[];
  /** Addresses, or /64 of IPv6: all their attempts belong. */
  callers: readonly string[];
  /** Hexadecimal account hashes: all failures on them belong. */
  targets: readonly string[];
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** One caller: an IPv4 address, or the /64 of an IPv6 one. */
export const CALLER = `(case family(c.caller) when 6 then network(set_masklen(c.caller, 64))::inet else c.caller end)`;
export const IS_FAILURE = `c.flags & ${FLAG.loginMask} = 2`;
export const IS_SUCCESS = `c.flags & ${FLAG.loginMask} = 1`;

/** Condition on `call c` with parameters $1 to $7 of `attackValues`; the index is call_flagged. */
export const IN_ATTACK = `c.project_id = $1 and c.environment_id = $2 and c.endpoint_id = any($3::int[])
  and c.finished_at >= $4 and c.finished_at < $5 and c.flags <> 0
  and c.flags & ${FLAG.loginMask} in (1, 2) and c.flags & ${FLAG.enforced} = 0 and c.status <> 429
  and (${CALLER} = any($6::inet[]) or (${IS_FAILURE} and c.account_hash = any($7::bytea[])))`;

export function attackValues(scope: AttackScope): unknown[] {
  return [
    scope.projectId,
    scope.environmentId,
    [...scope.endpointIds],
    scope.from,
    scope.to,
    [...scope.callers],
    scope.targets.map((account) => Buffer.from(account, 'hex')),
  ];
}
