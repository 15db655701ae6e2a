import type { Logger } from 'pino';
import { AppError, type ErrorBody } from '../../shared';
import { jsonAnswer, type AnswerOptions } from './json-answer';
import { toAppError } from './to-app-error';

/** Status, body and headers of an error; what is unknown is logged with the request id and opaque outside. */
export function describeError(
  error: unknown,
  { requestId, log }: { requestId: string; log: Logger },
): { status: number; body: ErrorBody; headers: Record<string, string> } {
  const known = toAppError(error);
  if (!known) log.error({ err: error, requestId }, 'a request failed');
  else if (known.status === 503 && known !== error)
    log.warn({ err: error, requestId }, 'a request met a database that does not answer');
  const { code, message, details, status } = known ?? new AppError('internal', 'something went wrong on our side');
  const { field, fields, retryAfterSeconds } = details;
  const body = { error: { code, message, requestId, ...(field && { field }), ...(fields && { fields }) } };
  return { status, body, headers: { ...(retryAfterSeconds && { 'retry-after': String(retryAfterSeconds) }) } };
}

/** The answer to a request that threw. */
export function errorAnswer(error: unknown, options: AnswerOptions & { log: Logger }): Response {
  const { status, body, headers } = describeError(error, options);
  return jsonAnswer(body, { ...options, status, headers });
}
