import { z } from 'zod';
import { renameUser, type UserRecord } from '../../storage';
import type { AuthDeps } from '../deps';
import { record } from '../record';
import type { SignedIn } from '../session/read-session';

export const renameInput = z.object({
  name: z.string('must not be empty').trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters'),
});

/** Changes the name that others read. */
export async function rename(
  { storage, now }: AuthDeps,
  { user }: SignedIn,
  { name }: z.infer<typeof renameInput>,
): Promise<UserRecord> {
  return storage.transaction(async (tx) => {
    const renamed = await renameUser(tx, { userId: user.id, name });
    await record(tx, { userId: user.id, now }, { action: 'account.renamed' });
    return renamed;
  });
}
