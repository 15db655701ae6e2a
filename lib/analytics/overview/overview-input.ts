import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { scopeOf } from '../range/params';
import { periodParams, periodsOf } from './period';
import type { Periods } from './period';

/** What each panel of the overview is asked for with: panels that are drawn together have the same range. */
export const overviewInput = z.object(periodParams);
export type OverviewInput = z.output<typeof overviewInput>;

/** The periods that a panel of the overview tells. Throws `forbidden`, and `invalid` for an empty range. */
export function overviewPeriods(ctx: Context, input: OverviewInput): Periods {
  requirePermission(ctx, 'project:read', input.projectId);
  return periodsOf(scopeOf(ctx, requireProject(ctx), input.environment), input, ctx.now());
}
