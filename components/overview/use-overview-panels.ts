'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { overviewConsumersQuery, overviewEndpointsQuery, usePageState } from '../../lib/client';
import type { OverviewConsumersAnswer, OverviewEndpointsAnswer } from '../../lib/shared';
import { useProject } from '../project/project-provider';

/** What a panel reads by itself. */
export interface PanelRead<Answer> {
  /** Undefined until it is read. */
  answer: Answer | undefined;
  error: Error | null;
  retry: () => void;
}

export interface OverviewPanels {
  endpoints: PanelRead<OverviewEndpointsAnswer>;
  consumers: PanelRead<OverviewConsumersAnswer>;
}

type Read<Answer> = { data: Answer | undefined; error: Error | null; refetch: () => Promise<unknown> };

/** The same object until something of it changes, so that panels are drawn again only then. */
function usePanelRead<Answer>({ data, error, refetch }: Read<Answer>): PanelRead<Answer> {
  return useMemo(() => ({ answer: data, error, retry: () => void refetch() }), [data, error, refetch]);
}

/** The tables of the overview, over the range of the URL: each is shown when it comes, and fails alone. */
export function useOverviewPanels(): OverviewPanels & { isOld: boolean } {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const input = { fromMs, toMs, stepMs, environment, compare };
  const ofEndpoints = useQuery(overviewEndpointsQuery(project.id, input));
  const ofConsumers = useQuery(overviewConsumersQuery(project.id, input));
  const [endpoints, consumers] = [usePanelRead(ofEndpoints), usePanelRead(ofConsumers)];
  const isOld = ofEndpoints.isPlaceholderData || ofConsumers.isPlaceholderData;
  return useMemo(() => ({ endpoints, consumers, isOld }), [endpoints, consumers, isOld]);
}
