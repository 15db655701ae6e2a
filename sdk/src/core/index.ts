export type { Attempt, Call } from './call';
export type { Answer } from './capture/host';
export { marks, noteError, type Noted } from './capture/connections';
export { Watch, type Control } from './capture/watch';
export { plainPath } from './path-of';
export type { Options } from './options';
export type { Stats } from './queue';
