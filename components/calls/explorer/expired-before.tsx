'use client';

import { usePageState } from '../../../lib/client';
import { formatDate, formatTime } from '../../../lib/shared';
import { Banner } from '../../ui/state/banner';
import { useExpiredSince } from './use-expired-since';

/** Says so where calls of a part of the range have expired. Where all have, it is said in place of the list. */
export function ExpiredBefore() {
  const { range } = usePageState();
  const since = useExpiredSince();
  if (since === null || range.exact.toMs <= Date.parse(since)) return null;
  return (
    <Banner state="neutral" title="Not all calls">
      Calls before {formatDate(since)}, {formatTime(since)} UTC are not kept any more. Their sums are kept longer.
    </Banner>
  );
}
