import { QueryClient } from '@tanstack/react-query';
import { AppError } from '../shared';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Topics of live hints after which the answer is old: `calls`, `incidents`, `outbox`. */
      topics?: readonly string[];
      /** Hints are followed at most so often, ms; a second unless told. */
      everyMs?: number;
    };
  }
}

/**
 * Answers stay fresh until a live hint says otherwise. Only what may pass by itself is tried again, and not for long: a
 * panel says within two seconds that its read failed. A browser that believes to be offline asks all the same, since
 * Callwatch may run beside it.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && isPassing(error),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        networkMode: 'always',
      },
      mutations: { retry: false },
    },
  });
}

const PASSING: readonly string[] = ['unavailable', 'rate_limited'];
const isPassing = (error: Error) => error instanceof AppError && PASSING.includes(error.code);
