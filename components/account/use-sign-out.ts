'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { signOut } from '../../lib/client';

/** Ends the session of this browser and leads to `then`, the sign-in page unless told. */
export function useSignOut(then = '/sign-in'): () => Promise<void> {
  const router = useRouter();
  const client = useQueryClient();
  return async () => {
    await signOut();
    client.clear(); // nothing of the person stays in the memory of the tab
    router.replace(then);
    router.refresh();
  };
}
