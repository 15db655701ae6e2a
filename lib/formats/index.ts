export { foldPath } from './fold-path';
export { matchesWildcard, wildcard, type Wildcard } from './wildcard';
export { learnParameters } from './routes/learn-parameters';
export { foldRoute, isParameterKind, routeParameters } from './routes/parameter';
export type { RouteParameter, RouteParameters } from './routes/parameter';
export { looksLikeLogin } from './looks-like-login';
export { LOG_FORMATS, LOG_PROBLEMS } from './access-log/entry';
export type { AccessLogEntry, LogFormat, LogProblem } from './access-log/entry';
export { parseAccessLogLine } from './access-log/parse-access-log-line';
