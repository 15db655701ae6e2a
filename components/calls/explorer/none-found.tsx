'use client';

import { usePageState } from '../../../lib/client';
import type { CallsAnswer } from '../../../lib/shared';
import { countOf, formatMoment } from '../../../lib/shared';
import { useStatus } from '../../project/use-status';
import { Empty } from '../../range/empty';
import { NoCalls } from '../../range/no-calls';
import { Button } from '../../ui/control/button';
import { EmptyState } from '../../ui/state/empty-state';
import type { FilterChips } from '../filters/use-filter-chips';
import type { More } from './call-list';
import { ExpiredCalls } from './expired-calls';

type NoneFoundProps = { filters: FilterChips; pages: readonly CallsAnswer[]; more: More; now: number };

const HEIGHT_PX = 320;
const WIDE_RANGE = '30d';
const WIDE_MS = 30 * 86_400_000;

/** Why no call stands here, and what helps: to look further back, to clear filters, to take a longer range. */
export function NoneFound({ filters, pages, more, now }: NoneFoundProps) {
  const { range, environment, setRange } = usePageState();
  const keptSince = useStatus(null, environment).data?.callsKeptSince ?? null;
  const count = filters.chips.filter(({ error }) => error === null).length;
  const back = pages.at(-1)?.searchedBackTo ?? null;
  if (keptSince !== null && range.toMs <= Date.parse(keptSince)) {
    const expired = <ExpiredCalls keptSince={keptSince} now={now} minHeight={HEIGHT_PX} />;
    return <Empty now={now} minHeight={HEIGHT_PX} otherwise={expired} />;
  }
  // what the wide range would look through
  const widerSinceMs = Math.max(now - WIDE_MS, keptSince === null ? 0 : Date.parse(keptSince));
  if (count === 0 && !more.exists) return <NoCalls now={now} minHeight={HEIGHT_PX} />;
  const clear = (
    <Button size="tall" onClick={filters.clear}>
      Clear {countOf(count, 'filter')}
    </Button>
  );
  if (more.exists) {
    return (
      <EmptyState
        minHeight={HEIGHT_PX}
        title={back ? `No call passes the filters back to ${formatMoment(back, now)} UTC.` : 'No call was found yet.'}
        actions={
          <>
            <Button size="tall" onClick={more.fetch} busy={more.busy && 'Looking…'}>
              Look further back
            </Button>
            {count > 0 ? clear : null}
          </>
        }
      >
        The search had no time to look at older ones.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      minHeight={HEIGHT_PX}
      title="No call of this range passes the filters."
      actions={
        <>
          {clear}
          {range.fromMs <= widerSinceMs ? null : (
            <Button size="tall" kind="quiet" onClick={() => setRange(WIDE_RANGE)}>
              Look at the last 30 d
            </Button>
          )}
        </>
      }
    />
  );
}
