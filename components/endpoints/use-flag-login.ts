'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { flagLogin } from '../../lib/client';

/** Marks an endpoint as a login endpoint or takes the mark off, and reads the project's answers again. */
export function useFlagLogin(projectId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { endpointId: number; isLogin: boolean }) => flagLogin(projectId, input),
    onSuccess: () => client.invalidateQueries({ queryKey: ['project', projectId] }),
  });
}
