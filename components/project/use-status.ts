import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { statusQuery } from '../../lib/client';
import type { StatusAnswer } from '../../lib/shared';
import { useProject } from './project-provider';

/** The state of ingest, or why it could not be read. */
export interface Status {
  data: StatusAnswer | undefined;
  error: Error | null;
  refetch: () => unknown;
}

const never = (): (() => void) => () => undefined;

/** The status of the project, or of one environment: what the page was drawn with until it has come to life, then what the browser knows. */
export function useStatus(drawn: StatusAnswer | null, environment: string | null = null): Status {
  const { data, error, refetch } = useQuery(statusQuery(useProject().project.id, environment));
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return isAlive ? { data, error, refetch } : { data: drawn ?? undefined, error: null, refetch };
}
