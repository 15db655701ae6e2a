import { FLAG, LOGIN_OUTCOMES, TRAIT } from '../../shared';
import type { IngestKey } from '../guard/keys';
import type { Draft } from '../pipeline/batch';
import { INT_MAX, PROBLEM, type Problem } from './problem';

/** Sets the status. */
export function setStatus(draft: Draft, value: unknown): Problem | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 100 || value > 599) return PROBLEM.status;
  draft.status = value;
  return null;
}

/** Sets a duration in microseconds, clamped and flagged beyond 35 minutes. -1 = unknown. */
export function setDuration(draft: Draft, us: number): void {
  if (us > INT_MAX) draft.flags |= FLAG.durationClamped;
  draft.durationUs = us > INT_MAX ? INT_MAX : Math.round(us);
}

/** A size as it is stored; -1 (unknown) counts as 0, more than an int holds as the most it holds. Null when it is none. */
export function sizeOf(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < -1) return null;
  return value > INT_MAX ? INT_MAX : Math.max(0, value);
}

/** Sets the class of the request's Content-Type, one of CONTENT_TYPE. */
export function setContentType(draft: Draft, value: unknown): Problem | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > TRAIT.contentTypeMask)
    return PROBLEM.contentType;
  draft.traits |= value << TRAIT.contentTypeShift;
  return null;
}

/** Marks a login attempt by the name of its outcome. */
export function setLoginOutcome(draft: Draft, value: unknown): Problem | null {
  const outcome = LOGIN_OUTCOMES.findIndex((known) => known === value);
  if (outcome < 0) return PROBLEM.login;
  draft.flags |= outcome + 1;
  return null;
}

/** Sets the environment by its slug, which must be one of the key's project. */
export function setEnvironment(draft: Draft, value: unknown, { environments }: IngestKey): Problem | null {
  const environment = typeof value === 'string' ? environments.get(value) : undefined;
  if (!environment) return PROBLEM.environment;
  draft.environmentId = environment.id;
  return null;
}
