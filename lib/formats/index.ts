export { foldPath } from './fold-path';
export { looksLikeLogin } from './looks-like-login';
export { LOG_PROBLEMS, parseAccessLogLine } from './parse-access-log-line';
export type { AccessLogEntry, LogProblem, ParsedLogLine } from './parse-access-log-line';
