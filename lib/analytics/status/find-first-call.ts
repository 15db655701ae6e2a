import type { Context, ContextProject } from '../../access';
import { loadPending } from '../cells/load-pending';
import { scopeOf } from '../range/params';
import { firstCallAt } from './call-times';

/** When the first call of a project finished, archives aside: exactly while it is kept, else the start of its minute or day. */
export async function findFirstCall(ctx: Context, project: ContextProject): Promise<Date | null> {
  const query = { ...scopeOf(ctx, project, undefined), now: ctx.now() };
  return ctx.storage.snapshot(async (sql) => {
    const pending = await loadPending(ctx.storage, sql, project.id);
    return firstCallAt(sql, query, pending);
  });
}
