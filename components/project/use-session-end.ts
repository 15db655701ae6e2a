'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ApiError } from '../../lib/client';

/**
 * Leads to the sign-in page, and from there back, once an answer says that the session has ended; to the account page once
 * the organization requires a second factor that the person has not.
 */
export function useSessionEnd(error: Error | null): void {
  const router = useRouter();
  const path = usePathname();
  const code = error instanceof ApiError ? error.code : null;
  const ended = code === 'unauthenticated';
  const locked = code === 'two_factor_required';
  useEffect(() => {
    if (locked) router.replace('/account');
    if (ended) router.replace(`/sign-in?next=${encodeURIComponent(path + window.location.search)}`);
  }, [ended, locked, path, router]);
}
