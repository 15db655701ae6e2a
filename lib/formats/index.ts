export { foldPath } from './fold-path';
export { LOG_PROBLEMS, parseAccessLogLine } from './parse-access-log-line';
export type { AccessLogEntry, LogProblem, ParsedLogLine } from './parse-access-log-line';
