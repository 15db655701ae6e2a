import { parseAccessLogLine, type AccessLogEntry, type LogFormat, type LogProblem } from '../../../../../lib/formats';

/** The entry of a line that must be one. */
export function entryOf(text: string, format?: LogFormat): AccessLogEntry & { format: LogFormat } {
  const parsed = parseAccessLogLine(text, format);
  if ('problem' in parsed) throw new Error(`${parsed.problem}: ${text}`);
  return { ...parsed.entry, format: parsed.format };
}

/** Why a line is none; null for one that is. */
export function problemOf(text: string, format?: LogFormat): LogProblem | null {
  const parsed = parseAccessLogLine(text, format);
  return 'problem' in parsed ? parsed.problem : null;
}
