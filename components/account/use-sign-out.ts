'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { signOut } from '../../lib/client';

/** Ends the session of this browser and leads to the sign-in page, or stays on a page that can do without a session. */
export function useSignOut({ stay = false } = {}): () => Promise<void> {
  const router = useRouter();
  const client = useQueryClient();
  return async () => {
    await signOut();
    client.clear(); // nothing of the person stays in the memory of the tab
    if (!stay) router.replace('/sign-in');
    router.refresh();
  };
}
