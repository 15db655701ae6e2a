'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { callListQuery, newCallsQuery, projectKey, usePageState } from '../../../lib/client';
import type { CallFilterQuery, CallItem, CallsAnswer } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';

const WEEK_MS = 7 * 86_400_000;

/** What of the range is read: it stands still while the range of the page goes on with the time. */
interface Read {
  /** What was asked for; another question is read anew. */
  question: string;
  fromMs: number;
  toMs: number;
  asOf: number;
}

/** The calls that pass the filter, as they were when they were read, and how many have come since. */
export function useCallList(filter: CallFilterQuery) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { exact, relative } = range;
  const { fromMs, toMs } = exact;
  const question = JSON.stringify([filter, environment, relative ?? [fromMs, toMs]]);
  const [read, setRead] = useState<Read>({ question, fromMs, toMs, asOf: 0 });
  if (read.question !== question) setRead({ question, fromMs, toMs, asOf: 0 });
  const client = useQueryClient();
  const result = useInfiniteQuery(
    callListQuery(project.id, { filter, environment, fromMs: read.fromMs, toMs: read.toMs, asOf: read.asOf }),
  );
  const pages = result.data?.pages;
  const settled = result.isSuccess && !result.isPlaceholderData;
  const waiting = useWaiting(filter, { pages, fromMs: read.fromMs, watch: relative !== null && settled });
  const refresh = () => {
    setRead({ question, fromMs, toMs, asOf: Date.now() });
    void client.invalidateQueries({ queryKey: projectKey(project.id, 'call-histogram').slice(0, 3) });
  };
  // nobody reads an empty list: the first call shows by itself
  const isFirst = settled && waiting.count > 0 && pages?.every(({ calls }) => calls.length === 0);
  if (isFirst && read.asOf === 0) setRead({ question, fromMs, toMs, asOf: 1 });
  return { result, waiting, refresh };
}

interface Waiting {
  count: number;
  /** There are more than were counted. */
  more: boolean;
}

type WatchInput = { pages: readonly CallsAnswer[] | undefined; fromMs: number; watch: boolean };

/** How many calls have come since the newest of the list. */
function useWaiting(filter: CallFilterQuery, { pages, fromMs, watch }: WatchInput): Waiting {
  const { project } = useProject();
  const { environment } = usePageState();
  const first = pages?.[0]?.calls;
  const newest = first?.[0];
  const sinceMs = newest ? Date.parse(newest.finishedAt) : fromMs;
  const since = { fromMs: sinceMs, toMs: sinceMs + WEEK_MS, environment, filter };
  const { data } = useQuery({ ...newCallsQuery(project.id, since), enabled: watch });
  return useMemo(() => {
    const known = new Set(first?.map(({ id }: CallItem) => id));
    const count = data?.calls.filter(({ id }) => !known.has(id)).length ?? 0;
    return { count, more: data?.nextCursor != null };
  }, [first, data]);
}
