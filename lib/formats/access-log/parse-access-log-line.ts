import type { AccessLogEntry, EntryOrProblem, LogFormat, LogProblem } from './entry';
import { readJsonLine, type Fields } from './json-line';
import { readAlb } from './read-alb';
import { isCaddyLog, readCaddyJson } from './read-caddy-json';
import { readCombined } from './read-combined';
import { isFlatLog, readNginxJson } from './read-nginx-json';
import { isTraefikLog, readTraefikJson } from './read-traefik-json';

export type ParsedLogLine = { entry: AccessLogEntry; format: LogFormat } | { problem: LogProblem };

const ALB = /^(?:https?|h2|grpcs|wss?) \d{4}-\d\d-\d\dT/;

const JSON_READERS = {
  'nginx-json': readNginxJson,
  'caddy-json': readCaddyJson,
  'traefik-json': readTraefikJson,
} as const;
type JsonFormat = keyof typeof JSON_READERS;
const isJsonFormat = (format: LogFormat): format is JsonFormat => format in JSON_READERS;

function jsonFormatOf(fields: Fields): JsonFormat | null {
  if (isCaddyLog(fields)) return 'caddy-json';
  if (isTraefikLog(fields)) return 'traefik-json';
  return isFlatLog(fields) ? 'nginx-json' : null;
}

const result = (format: LogFormat, read: EntryOrProblem): ParsedLogLine =>
  typeof read === 'string' ? { problem: read } : { entry: read, format };

function parseText(line: string, wanted: LogFormat | undefined): ParsedLogLine {
  if (wanted === 'alb' || (wanted === undefined && ALB.test(line))) return result('alb', readAlb(line));
  const { traefik, read } = readCombined(line);
  const format = traefik ? 'traefik' : 'combined';
  return wanted === undefined || wanted === format ? result(format, read) : { problem: 'not_a_log_line' };
}

function parseJson(line: string, wanted: JsonFormat | undefined): ParsedLogLine {
  const fields = readJsonLine(line);
  if (!fields) {
    const text = wanted === undefined ? parseText(line, undefined) : null; // a log may begin with what a client sent
    return text && 'entry' in text ? text : { problem: 'invalid_json' };
  }
  const format = wanted ?? jsonFormatOf(fields);
  return format === null ? { problem: 'not_a_log_line' } : result(format, JSON_READERS[format](fields));
}

/**
 * Reads a line of an access log, in the format wanted or else in the one that its shape says. Never throws; takes time in
 * proportion to the line.
 */
export function parseAccessLogLine(text: string, wanted?: LogFormat): ParsedLogLine {
  const line = text.replace(/^\uFEFF/, '').trimEnd();
  if (!line.startsWith('{')) {
    return wanted !== undefined && isJsonFormat(wanted) ? { problem: 'not_a_log_line' } : parseText(line, wanted);
  }
  if (wanted !== undefined && !isJsonFormat(wanted)) return parseText(line, wanted);
  return parseJson(line, wanted);
}
