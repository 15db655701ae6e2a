'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { endpointQuery, incidentsQuery, useNow, usePageState } from '../../lib/client';
import type { EndpointDetail } from '../../lib/shared';
import { formatSpan } from '../../lib/shared';
import { useDeploys } from '../deploys/use-deploys';
import type { TimeRange } from '../charts/scale/time-range';
import type { CallsFilter, ChartBase } from '../charts/types';
import { windowsOf } from '../overview/overview-data';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { answeredSteps } from '../range/answered-steps';
import { useIngestGaps } from '../range/use-ingest-gaps';
import type { Watch } from '../range/watched';

/** What every chart of an endpoint needs, from one answer. */
export interface EndpointView {
  answer: EndpointDetail;
  frame: Pick<ChartBase, 'range' | 'times' | 'stepMs' | 'windows' | 'deploys' | 'onBrush' | 'onOpenStep'> & {
    unfinishedFrom: number;
  };
  /** Since its first call came. */
  watch: Watch;
  /** "per 2 min". */
  stepWords: string;
  now: number;
}

/** One endpoint over the range of the URL. */
export function useEndpoint(endpointId: number) {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const result = useQuery(endpointQuery(project.id, { endpointId, fromMs, toMs, stepMs, environment, compare }));
  // what is kept while the next answer is read may be another endpoint's; one that was merged is answered by what it is part of
  const isAnother = result.isPlaceholderData && result.data?.endpoint.id !== endpointId;
  return { ...result, data: isAnother ? undefined : result.data };
}

/** The parts that its charts share: time, attacks of incidents that name it, what brushing and opening a step do. */
export function useEndpointView(answer: EndpointDetail): EndpointView {
  const { project } = useProject();
  const { range, environment, setRange } = usePageState();
  const to = usePlace();
  const router = useRouter();
  const now = useNow(5_000);
  const gaps = useIngestGaps();
  const deploys = useDeploys();
  const incidents = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment }));
  const { fromMs, toMs, stepMs } = answeredSteps(range, answer);
  const { id } = answer.endpoint;
  const pages = incidents.data?.pages;
  return useMemo(() => {
    const named = (pages ?? [])
      .flatMap((page) => page.incidents)
      .filter(({ entities }) => entities.endpointIds.includes(id));
    const openStep = (step: TimeRange, filter: CallsFilter) => {
      const span = { from: new Date(step.from).toISOString(), to: new Date(step.to).toISOString() };
      router.push(to('/calls', { ...filter, ...span, endpoint: String(id) }));
    };
    return {
      answer,
      now,
      watch: { sinceMs: Date.parse(answer.endpoint.firstSeenAt), gaps },
      stepWords: `per ${formatSpan(stepMs)}`,
      frame: {
        range: { from: fromMs, to: toMs },
        deploys,
        times: answer.points.map(({ at }) => Date.parse(at)),
        stepMs,
        windows: windowsOf(named, { to, fromMs, toMs: Math.min(toMs, now) }),
        unfinishedFrom: Math.floor(now / stepMs) * stepMs,
        onBrush: setRange,
        onOpenStep: openStep,
      },
    };
  }, [answer, now, pages, id, gaps, deploys, fromMs, toMs, stepMs, to, router, setRange]);
}
