'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ApiError } from '../../lib/client';

/** Leads to the sign-in page, and from there back, once an answer says that the session has ended. */
export function useSessionEnd(error: Error | null): void {
  const router = useRouter();
  const path = usePathname();
  const ended = error instanceof ApiError && error.code === 'unauthenticated';
  useEffect(() => {
    if (ended) router.replace(`/sign-in?next=${encodeURIComponent(path + window.location.search)}`);
  }, [ended, path, router]);
}
