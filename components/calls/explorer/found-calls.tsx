'use client';

import { useRef } from 'react';
import { NEW_CALLS_COUNTED, useNow } from '../../../lib/client';
import type { CallHistogramAnswer, CallsAnswer } from '../../../lib/shared';
import { countOf } from '../../../lib/shared';
import { ReadError } from '../../failures/read-error';
import { Button } from '../../ui/control/button';
import { useGoneFocus } from '../../ui/hooks/use-gone-focus';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { SkeletonRows } from '../../ui/state/skeleton';
import type { FilterChips } from '../filters/use-filter-chips';
import type { OpenedCall } from '../open/use-opened-call';
import { CallList, lookFurther, type More } from './call-list';
import { countWords } from './count-words';
import { ListBar } from './list-bar';
import { NoneFound } from './none-found';
import { useCallList } from './use-call-list';
import { useExpiredSince } from './use-expired-since';

type FoundCallsProps = {
  filters: FilterChips;
  counted: CallHistogramAnswer | undefined;
  opened: OpenedCall;
  onFollow: () => void;
  afterTail: boolean;
};

/** The calls of the range that pass the filters. Newer ones wait until they are asked for. */
export function FoundCalls({ filters, counted, opened, onFollow, afterTail }: FoundCallsProps) {
  const now = useNow(5_000);
  const hasExpired = useExpiredSince() !== null;
  const top = useRef<HTMLDivElement>(null);
  const { result, waiting, refresh } = useCallList(filters.query);
  // the last rows were left out: what helps stands in their place
  useGoneFocus(top, rowOf, () => top.current?.querySelector<HTMLElement>('[data-actions] button')?.focus());
  const more: More = {
    // of the pages that are shown: while others are read, `hasNextPage` speaks of those
    exists: result.data?.pages.at(-1)?.nextCursor != null,
    busy: result.isFetchingNextPage || result.isPlaceholderData,
    error: result.isFetchNextPageError ? result.error : null,
    fetch: () => void result.fetchNextPage(),
  };
  const showNew = () => {
    refresh();
    if ((top.current?.getBoundingClientRect().top ?? 0) < 0) top.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <div ref={top} className="min-w-0 scroll-mt-12">
      <Panel label="Calls" flush>
        <ListBar
          words={countWords(counted, hasExpired)}
          onFollow={onFollow}
          afterTail={afterTail}
          waiting={waiting.count === 0 ? '' : newWords(waiting)}
          refresh={
            <Button
              size="tall"
              kind={waiting.count > 0 ? 'ink' : 'plain'}
              onClick={showNew}
              busy={result.isFetching && !result.isFetchingNextPage && result.isPlaceholderData && 'Reading…'}
            >
              {newWords(waiting)}
            </Button>
          }
        />
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={14} rowHeight={28} />}
          failing={(error, retry) => (
            <ReadError title="The calls could not be read." onRetry={retry} error={error} minHeight={320} />
          )}
          isEmpty={({ pages }) => pages.every(({ calls }) => calls.length === 0)}
          empty={<NoneFound filters={filters} pages={result.data?.pages ?? []} more={more} now={now} />}
        >
          {({ pages }) => <Rows pages={pages} more={more} now={now} filters={filters} opened={opened} />}
        </AsyncView>
      </Panel>
    </div>
  );
}

const rowOf = (element: HTMLElement) => element.closest('tr');

type RowsProps = Pick<FoundCallsProps, 'filters' | 'opened'> & {
  pages: readonly CallsAnswer[];
  more: More;
  now: number;
};

function Rows({ pages, more, now, filters, opened }: RowsProps) {
  const { words, button } = lookFurther({ pages, more, now, expired: useExpiredSince() !== null });
  const goesOnAlone = more.exists && !more.busy && pages.at(-1)?.searchedBackTo === null;
  return (
    <CallList
      label="Calls, newest first"
      calls={pages.flatMap(({ calls }) => calls)}
      opened={opened}
      onFilter={filters.narrow}
      onNearEnd={() => goesOnAlone && more.fetch()}
      foot={words}
      footEnd={button}
    />
  );
}

const newWords = ({ count, more }: { count: number; more: boolean }): string => {
  if (count === 0) return 'Refresh';
  return more ? `${NEW_CALLS_COUNTED}+ new calls` : countOf(count, 'new call');
};
