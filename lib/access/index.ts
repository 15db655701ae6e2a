export { SCOPES } from './context';
export type { Actor, Context, ContextProject, Scope } from './context';
export { may, requireInstanceAdmin, requirePermission, requireProject } from './require-permission';
export { loadMe } from './load-me';
export { cursorParam, limitParam, projectParam, writeCursor } from './list-params';
