'use client';

import { useQuery } from '@tanstack/react-query';
import { memo, useCallback, useDeferredValue, useState } from 'react';
import { callHistogramQuery, useNow, usePageState, usePausedAt } from '../../lib/client';
import { useProject } from '../project/project-provider';
import { useShownRange } from '../range/use-shown-range';
import { PageTitle } from '../ui/layout/page-title';
import { ExpiredBefore } from './explorer/expired-before';
import { FoundCalls } from './explorer/found-calls';
import { Histogram } from './explorer/histogram';
import { ExportCalls } from './export/export-calls';
import { FilterBar } from './filters/filter-bar';
import { useFilterChips } from './filters/use-filter-chips';
import { useOpenedCall } from './open/use-opened-call';
import { TailCalls } from './tail/tail-calls';
import { SavedViews } from './views/saved-views';

const Counted = memo(Histogram);
const Found = memo(FoundCalls);

/** The calls of the range: filtered, counted over time, listed, followed as they come. */
export function CallsPage() {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { exact, relative } = range;
  const { fromMs, toMs } = exact;
  const shownRange = useShownRange('exact');
  const now = useNow(5_000);
  const live = usePausedAt() === null && relative !== null;
  const filters = useFilterChips();
  const looked = useDeferredValue(filters); // chips are drawn at once, what they narrow right after
  const [follows, setFollows] = useState<boolean | null>(null); // null: not yet
  const opened = useOpenedCall();
  const histogram = useQuery(callHistogramQuery(project.id, { fromMs, toMs, environment, filter: looked.query, live }));
  const list = { filters: looked, opened };
  const follow = useCallback(() => setFollows(true), []);
  return (
    <>
      <PageTitle
        note={shownRange}
        end={
          <>
            <SavedViews filters={filters} />
            <ExportCalls filters={filters} counted={histogram.data} now={now} />
          </>
        }
      >
        Calls
      </PageTitle>
      <FilterBar filters={filters} />
      <ExpiredBefore />
      <Counted result={histogram} now={now} />
      {follows ? (
        <TailCalls {...list} onEnd={() => setFollows(false)} />
      ) : (
        <Found {...list} counted={histogram.data} onFollow={follow} afterTail={follows === false} />
      )}
    </>
  );
}
