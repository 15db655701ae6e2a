import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { AppError } from '../../shared';
import { describeError } from '../answer/error-answer';
import { sendNative } from '../native';
import { ANSWER_ID_HEADER, requestIdOf } from '../request/request-id';

interface Asked {
  /** Verbs that the path answers; none when there is no such path. */
  verbs: readonly string[];
  log: Logger;
}

/**
 * Answers what its path does not take: 404 where there is no path, 405 with Allow for another verb, 204 with Allow for
 * OPTIONS. False when the request is one to handle.
 */
export function answerMethod(req: IncomingMessage, res: ServerResponse, { verbs, log }: Asked): boolean {
  const method = req.method ?? '';
  if (verbs.includes(method)) return false;
  const requestId = requestIdOf(res);
  const allow = [...verbs, 'OPTIONS'].join(', ');
  if (verbs.length > 0 && method === 'OPTIONS') {
    res.writeHead(204, { allow, 'cache-control': 'no-store', [ANSWER_ID_HEADER]: requestId }).end();
    return true;
  }
  const error =
    verbs.length === 0
      ? new AppError('not_found', 'no such path')
      : new AppError('method_not_allowed', `${method} is not possible here, only ${allow}`);
  const { status, body, headers } = describeError(error, { requestId, log });
  sendNative(res, { status, body, headers: { ...headers, ...(verbs.length > 0 && { allow }) } });
  return true;
}
