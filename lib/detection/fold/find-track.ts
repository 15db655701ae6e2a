import type { Half } from '../state';
import { NO_EPISODES, type AccountTrack, type CallerTrack } from '../tracks/track';

/** The track of a caller, made when there is none. */
export function callerTrack(half: Half, environmentId: number, caller: string): CallerTrack {
  const key = `${environmentId} ${caller}`;
  const known = half.callers.get(key);
  if (known) return known;
  const made: CallerTrack = {
    environmentId,
    caller,
    failures: [],
    goods: [],
    episodes: NO_EPISODES,
    entered: null,
    lastAtMs: 0,
  };
  half.callers.set(key, made);
  return made;
}

/** The track of an account, made when there is none. */
export function accountTrack(half: Half, environmentId: number, account: string): AccountTrack {
  const key = `${environmentId} ${account}`;
  const known = half.accounts.get(key);
  if (known) return known;
  const made: AccountTrack = { environmentId, account, failures: [], episodes: NO_EPISODES, lastAtMs: 0 };
  half.accounts.set(key, made);
  return made;
}

/** The track of a caller when it has failed before. */
export function findCallerTrack(half: Half, environmentId: number, caller: string): CallerTrack | undefined {
  return half.callers.get(`${environmentId} ${caller}`);
}

/** The track of an account when it has failed before. */
export function findAccountTrack(half: Half, environmentId: number, account: string): AccountTrack | undefined {
  return half.accounts.get(`${environmentId} ${account}`);
}
