'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSessionEnd } from '../project/use-session-end';

/** Leads to the sign-in page once any read of the page is told that the session has ended. */
export function useAnySessionEnd(): void {
  const client = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  useEffect(
    () => client.getQueryCache().subscribe(({ query }) => query.state.error && setError(query.state.error)),
    [client],
  );
  useSessionEnd(error);
}
