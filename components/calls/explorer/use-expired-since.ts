'use client';

import { usePageState } from '../../../lib/client';
import { useStatus } from '../../project/use-status';
import { expiredSince } from './expired-since';

/** From when on calls are kept, where the range of the page holds some that have expired; null elsewhere, and while nobody knows. */
export function useExpiredSince(): string | null {
  const { range, environment } = usePageState();
  const { data } = useStatus(null, environment);
  return data ? expiredSince(data, range.exact) : null;
}
