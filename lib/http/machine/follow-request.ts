import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Level, Logger } from 'pino';
import { requestIdOf } from '../request/request-id';
import type { Answered, Door } from './http-metrics';

interface Followed {
  door: Door;
  log: Logger;
  count(answered: Answered): void;
}

const PATH_LENGTH = 200;
/** Longer than any id of ours and shorter than any key: a secret that was put into a path stays out of the log. */
const SEGMENT = /[^/]{38,}/g;
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Without the query, which carries tokens of links. */
export const loggedPath = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(SEGMENT, '…').slice(0, PATH_LENGTH);

/** Faults of ours are warnings, changes by people and scripts worth a line; calls, reads and pages only where somebody looks. */
function levelOf(method: string, { door, code }: Answered): Level {
  if (code.startsWith('5') && door !== 'health') return 'warn';
  return door === 'api' && !READS.has(method) ? 'info' : 'debug';
}

/** Counts a request once it has ended, and logs it: one line, under the id that its answer carries. */
export function followRequest(req: IncomingMessage, res: ServerResponse, { door, log, count }: Followed): void {
  const startedMs = performance.now();
  const { method = '', url = '' } = req;
  res.once('close', () => {
    const durationMs = performance.now() - startedMs;
    const code = res.writableFinished ? String(res.statusCode) : 'aborted';
    const answered: Answered = { door, code, seconds: durationMs / 1_000 };
    count(answered);
    const level = levelOf(method, answered);
    if (!log.isLevelEnabled(level)) return;
    const facts = {
      requestId: requestIdOf(res),
      method,
      path: loggedPath(url),
      status: code,
      durationMs: round(durationMs),
    };
    log[level](facts, 'request');
  });
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
