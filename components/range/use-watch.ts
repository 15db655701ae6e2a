'use client';

import { useMemo } from 'react';
import { usePageState } from '../../lib/client';
import { useStatus } from '../project/use-status';
import { useIngestGaps } from './use-ingest-gaps';
import type { Watch } from './watched';

/** When calls of the environment of the URL were watched. */
export function useWatch(): Watch {
  const { environment } = usePageState();
  const firstCallAt = useStatus(null, environment).data?.firstCallAt;
  const gaps = useIngestGaps();
  return useMemo(() => ({ sinceMs: firstCallAt ? Date.parse(firstCallAt) : null, gaps }), [firstCallAt, gaps]);
}
