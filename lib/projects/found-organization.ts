import { randomUUID } from 'node:crypto';
import { insertMember, insertOrganization, listOrganizationSlugs, takeTurn, type Tx } from '../storage';
import { freeSlug, slugOf } from './slug';

/** Makes an organization with one owner. */
export async function foundOrganization(
  tx: Tx,
  { name, ownerId, at }: { name: string; ownerId: string; at: Date },
): Promise<{ id: string; name: string; slug: string }> {
  const base = slugOf(name, 'organization');
  await takeTurn(tx, 'organizations'); // two of one name at the same moment
  const organization = { id: randomUUID(), name, slug: freeSlug(base, await listOrganizationSlugs(tx, base)) };
  await insertOrganization(tx, { ...organization, at });
  await insertMember(tx, { id: randomUUID(), organizationId: organization.id, userId: ownerId, role: 'owner', at });
  return organization;
}
