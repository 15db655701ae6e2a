'use client';

import { usePageState } from '../../../lib/client';
import { formatDate, formatRange, formatTime } from '../../../lib/shared';
import { usePlace } from '../../project/use-place';
import { ButtonLink } from '../../ui/control/button-link';
import { EmptyState } from '../../ui/state/empty-state';

type ExpiredCallsProps = { keptSince: string; now: number; minHeight: number };

/** Stands where the calls of the range have expired while its sums are kept: says where those are told. */
export function ExpiredCalls({ keptSince, now, minHeight }: ExpiredCallsProps) {
  const { range } = usePageState();
  const to = usePlace();
  return (
    <EmptyState
      minHeight={minHeight}
      title={`The calls of ${formatRange(range.fromMs, range.toMs, now)} have expired.`}
      actions={
        <>
          <ButtonLink size="tall" href={to('')}>
            Show the overview
          </ButtonLink>
          <ButtonLink kind="quiet" size="tall" href={to('/endpoints')}>
            Endpoints
          </ButtonLink>
          <ButtonLink kind="quiet" size="tall" href={to('/consumers')}>
            Consumers
          </ButtonLink>
        </>
      }
    >
      Calls themselves are kept since {formatDate(keptSince)}, {formatTime(keptSince)} UTC. Their sums are kept longer.
    </EmptyState>
  );
}
