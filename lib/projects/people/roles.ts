import { AppError, type Role } from '../../shared';
import { countOwners, type PrismaTx } from '../../storage';

/** Owners are made and touched by owners alone. Throws `forbidden`. */
export function requireOwnerFor(ctx: { role: Role | null }, ...roles: Role[]): void {
  if (!roles.includes('owner') || ctx.role === 'owner') return;
  throw new AppError('forbidden', 'not allowed: only an owner makes, changes or removes owners');
}

/** Throws `conflict` when this is the last owner: an organization without one could not be managed any more. */
export async function requireOtherOwner(tx: { prisma: PrismaTx }, organizationId: string): Promise<void> {
  if ((await countOwners(tx, organizationId)) > 1) return;
  throw new AppError('conflict', 'this is the last owner: make somebody else an owner first');
}
