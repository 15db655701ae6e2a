import type { OutgoingHttpHeaders } from 'node:http';
import { AppError, type ErrorCode } from '../../shared';
import { databaseTrouble, isUnavailable } from '../../storage';

/** Ends a batch: `reason` is counted, `error` is what the client reads. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly reason: string,
    readonly error: AppError,
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(error.message);
  }
}

/** Nobody reads where a refusal was made, and to note that takes more time than to answer it: a flood of refused posts takes it from others. */
function withoutStack(make: () => Refusal): Refusal {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** `refusal('unknown_key', 'unauthenticated', 'the key is not known')` */
export function refusal(reason: string, code: ErrorCode, message: string): Refusal {
  return withoutStack(() => new Refusal(reason, new AppError(code, message)));
}

/**
 * "Come back in 1 to 5 seconds": spread, so that refused clients do not all return at once; never 0, which real exporters
 * take for "at once".
 */
export function comeBack(reason: string, code: 'rate_limited' | 'unavailable', message: string): Refusal {
  const retryAfterSeconds = 1 + Math.floor(Math.random() * 5);
  return withoutStack(() => new Refusal(reason, new AppError(code, message, { retryAfterSeconds })));
}

/** Asks to come back where the database cannot be reached or is busy with others; any other error stays what it is. */
export function refuseWhenDown(error: unknown): never {
  if (isUnavailable(error)) throw comeBack('database_down', 'unavailable', 'the database cannot be reached');
  if (databaseTrouble(error) === 'contention') throw comeBack('contention', 'unavailable', 'the database is busy');
  throw error;
}
