'use client';

import { usePageNow, usePageState } from '../../lib/client';
import { formatRange } from '../../lib/shared';
import { untilNow } from './until-now';

/** The range of the URL in words: its whole steps, or to the millisecond; one that goes on ends now, not with the step that runs. */
export function useShownRange(of: 'steps' | 'exact' = 'steps'): string {
  const { range } = usePageState();
  const now = usePageNow(5_000);
  const { fromMs, toMs } = untilNow(of === 'exact' ? range.exact : range, now);
  return formatRange(fromMs, toMs, now);
}
