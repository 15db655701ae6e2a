export type { Attempt, Call } from './call';
export type { Answer } from './capture/host';
export { marks, noteError, type Noted } from './capture/connections';
export { Watch, type Control } from './capture/watch';
export type { Options } from './options';
export { redactUrl } from './redact/path';
export type { Clock, Effects } from './send/effects';
export type { Stats } from './send/queue';
export type { Outgoing, Reply, Sender } from './send/sender';
