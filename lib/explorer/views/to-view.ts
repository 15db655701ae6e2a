import type { Context } from '../../access';
import type { CallView } from '../../shared';
import type { savedViews } from '../../storage';

/** A view as the one who asks sees it. */
export function toView({ actor }: Context, row: savedViews.SavedViewRow): CallView {
  const { id, name, query, shared, createdAt } = row;
  const mine = row.userId === actor.id;
  return { id, name, query, shared, mine, createdBy: row.user.name, createdAt: createdAt.toISOString() };
}
