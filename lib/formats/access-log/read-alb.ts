import type { EntryOrProblem } from './entry';
import { closingQuote, unescapeLogText } from './log-text';
import { readIsoTime } from './log-time';
import { readRequest } from './request-line';
import { bytesOf, durationMsOf, isStatus, numberOf, textOf, traceIdOf, withoutPort } from './values';

/** `type time elb client:port target:port times×3 elb_status target_status received sent "` */
const HEAD =
  /^(?:https?|h2|grpcs|wss?) (\S+) \S+ (\S+) \S+ (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (\d{3}|-) \S+ (\d{1,15}|-) (\d{1,15}|-) "/;
/** ` cipher protocol target_group "trace"` */
const TRACE = /^ \S+ \S+ \S+ "([^"]*)"/;

/** The three times that a balancer tells, added up; null when one is -1: it got no connection or no answer. */
function totalMs(times: readonly (string | undefined)[]): number | null {
  let total = 0;
  for (const time of times) {
    const ms = durationMsOf(time, 1_000);
    if (ms === null) return null;
    total += ms;
  }
  return total;
}

/**
 * Reads a line of an AWS Application Load Balancer. Its time is that of the answer, its sizes hold the headers. Takes time
 * in proportion to the line.
 */
export function readAlb(line: string): EntryOrProblem {
  const head = HEAD.exec(line);
  const from = head?.[0].length ?? 0;
  const close = head ? closingQuote(line, from) : -1;
  if (!head || close < 0) return 'not_a_log_line';
  const [, time = '', client = '', ...numbers] = head;
  const atMs = readIsoTime(time);
  if (atMs === null) return 'invalid_time';
  const request = readRequest(unescapeLogText(line.slice(from, close)));
  if (typeof request === 'string') return request;
  const status = numberOf(numbers[3]);
  if (!isStatus(status)) return 'invalid_status';
  const agentFrom = close + 3;
  const hasAgent = line.startsWith(' "', close + 1);
  const agentEnd = hasAgent ? closingQuote(line, agentFrom) : -1;
  const agent = textOf(line.slice(hasAgent ? agentFrom : line.length, agentEnd < 0 ? line.length : agentEnd));
  return {
    host: withoutPort(client),
    user: null,
    atMs,
    durationMs: totalMs(numbers.slice(0, 3)),
    ...request,
    status,
    requestBytes: bytesOf(numbers[4]),
    responseBytes: bytesOf(numbers[5]),
    userAgent: agent === null ? null : unescapeLogText(agent),
    traceId: agentEnd < 0 ? null : traceIdOf(TRACE.exec(line.slice(agentEnd + 1))?.[1] ?? null),
  };
}
