import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Set by the server on every request, replacing whatever the caller sent under this name. */
export const REQUEST_ID_HEADER = 'x-callwatch-request-id';
/** By which every answer tells it. */
export const ANSWER_ID_HEADER = 'x-request-id';

/** The id of the request that this answers: what the server gave it, else a new one. The answer carries it from then on. */
export function requestIdOf(res: ServerResponse): string {
  const given = res.getHeader(ANSWER_ID_HEADER);
  if (typeof given === 'string') return given;
  const made = randomUUID();
  if (!res.headersSent) res.setHeader(ANSWER_ID_HEADER, made);
  return made;
}
