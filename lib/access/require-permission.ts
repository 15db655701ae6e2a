import { AppError, PERMISSIONS, SCOPE_PERMISSIONS, type Permission } from '../shared';
import type { Context, ContextProject } from './context';

type Who = Pick<Context, 'actor' | 'role' | 'scopes'>;

/** May the actor do this? Says nothing of the project. */
export function may(ctx: Who, permission: Permission): boolean {
  if (ctx.actor.kind === 'system') return true;
  if (ctx.role) return PERMISSIONS[ctx.role].includes(permission);
  return [...ctx.scopes].some((scope) => SCOPE_PERMISSIONS[scope].includes(permission));
}

/**
 * Throws `not_found` for a project that is not the one of the context (so that nobody learns that it exists), `forbidden`
 * when role or scope does not allow it.
 */
export function requirePermission(
  ctx: Who & Pick<Context, 'project'>,
  permission: Permission,
  projectId?: number,
): void {
  if (projectId !== undefined && ctx.project?.id !== projectId) throw new AppError('not_found', 'no such project');
  if (may(ctx, permission)) return;
  const missing = ctx.role ? `your role is ${ctx.role}` : 'the token has not the scope for it';
  throw new AppError('forbidden', `not allowed: ${missing}`);
}

/** The project that the request names. Throws `not_found` when it names none. */
export function requireProject(ctx: Context): ContextProject {
  if (!ctx.project) throw new AppError('not_found', 'no such project');
  return ctx.project;
}

/** Throws `forbidden` for everybody who does not run the instance. */
export function requireInstanceAdmin(ctx: Context): void {
  if (!ctx.instanceAdmin) throw new AppError('forbidden', 'only for administrators of this instance');
}
