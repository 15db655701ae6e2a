'use client';

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { overviewConsumersQuery, overviewEndpointsQuery, usePageState } from '../../lib/client';
import type { OverviewConsumersAnswer, OverviewEndpointsAnswer } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { asOf } from './as-of';

/** What a panel reads by itself. */
export interface PanelRead<Answer> {
  /** Undefined until it is read. */
  answer: Answer | undefined;
  error: Error | null;
  retry: () => void;
  /** When it was read, epoch ms, where that is not when the figures above were; null where it is. */
  asOfMs: number | null;
}

export interface OverviewPanels {
  endpoints: PanelRead<OverviewEndpointsAnswer>;
  consumers: PanelRead<OverviewConsumersAnswer>;
}

type Read<Answer> = Pick<UseQueryResult<Answer>, 'data' | 'error' | 'refetch' | 'isPlaceholderData' | 'dataUpdatedAt'>;

/** The same object until something of it changes, so that panels are drawn again only then. */
function usePanelRead<Answer>(read: Read<Answer>, figuresMs: number): PanelRead<Answer> {
  const { data, error, refetch } = read;
  const asOfMs = asOf(read, figuresMs);
  return useMemo(() => ({ answer: data, error, retry: () => void refetch(), asOfMs }), [data, error, refetch, asOfMs]);
}

/**
 * The tables of the overview, over the range of the URL: each is shown when it comes, and fails alone. `figuresMs`: when the figures
 * above them were read, epoch ms; 0 while they are not.
 */
export function useOverviewPanels(figuresMs: number): OverviewPanels & { isOld: boolean } {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const input = { fromMs, toMs, stepMs, environment, compare };
  const ofEndpoints = useQuery(overviewEndpointsQuery(project.id, input));
  const ofConsumers = useQuery(overviewConsumersQuery(project.id, input));
  const [endpoints, consumers] = [usePanelRead(ofEndpoints, figuresMs), usePanelRead(ofConsumers, figuresMs)];
  const isOld = ofEndpoints.isPlaceholderData || ofConsumers.isPlaceholderData;
  return useMemo(() => ({ endpoints, consumers, isOld }), [endpoints, consumers, isOld]);
}
