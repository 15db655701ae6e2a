'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

/** After a change of the second factor: other sessions may have ended, and organizations that require it may open. */
export function useTwoFactorChanged(): () => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async () => {
    router.refresh();
    await client.invalidateQueries({ queryKey: ['account'] });
  };
}
