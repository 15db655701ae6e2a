export { SCOPES } from './context';
export type { Actor, Context, ContextProject, Scope } from './context';
export { requireEnvironment } from './require-environment';
export { may, requireInstanceAdmin, requirePermission, requireProject } from './require-permission';
export { loadMe, loadTwoFactorState } from './load-me';
export { recentUntil, requireRecent } from './require-recent';
export { cursorParam, environmentParam, limitParam, projectParam, writeCursor } from './list-params';
