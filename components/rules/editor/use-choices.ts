'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { channelsQuery, consumersQuery, useNow } from '../../../lib/client';
import type { ChannelItem, RuleFilters } from '../../../lib/shared';
import { endpointName, isOther } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import type { ComboOption } from '../../ui/control/combobox';
import { useKnownEndpoints } from '../use-endpoint-names';

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;
const NO_CHANNELS: readonly ChannelItem[] = [];

/** What a rule can name in this project. */
export interface Choices {
  /** Endpoints and the busiest consumers of the last 30 d. */
  scopes: readonly ComboOption[];
  environments: readonly string[];
  channels: readonly ChannelItem[];
}

export const ALL = 'all';
const ENDPOINT = 'endpoint:';
const CONSUMER = 'consumer:';

export function useChoices(): Choices {
  const { project } = useProject();
  const endpoints = useKnownEndpoints();
  const toMs = Math.ceil(useNow(60_000) / HOUR_MS) * HOUR_MS;
  const range = { fromMs: toMs - MONTH_MS, toMs, environment: null };
  const consumers = useInfiniteQuery({ ...consumersQuery(project.id, range), meta: {} }).data?.pages[0]?.consumers;
  const channels = useQuery(channelsQuery(project.id)).data?.channels ?? NO_CHANNELS;
  return useMemo(
    () => ({
      scopes: [
        ...endpoints.map((endpoint) => ({
          value: `${ENDPOINT}${endpoint.id}`,
          label: endpointName(endpoint),
          group: 'Endpoints',
          mono: !isOther(endpoint),
        })),
        ...(consumers ?? []).map(({ name }) => consumerOption(name)),
      ],
      environments: project.environments.filter(({ archive }) => !archive).map(({ slug }) => slug),
      channels,
    }),
    [endpoints, consumers, channels, project.environments],
  );
}

export const consumerOption = (name: string): ComboOption => ({
  value: `${CONSUMER}${name}`,
  label: name,
  group: 'Consumers',
  mono: true,
});

/** The filters of endpoint and consumer as one value of the list. */
export function scopeOf({ endpoint, consumer }: RuleFilters): string {
  if (endpoint !== undefined) return `${ENDPOINT}${endpoint}`;
  return consumer === undefined ? ALL : `${CONSUMER}${consumer}`;
}

/** Filters with another scope; the rest of them stays. */
export function withScope(
  { endpoint: _endpoint, consumer: _consumer, ...rest }: RuleFilters,
  scope: string,
): RuleFilters {
  if (scope.startsWith(ENDPOINT)) return { ...rest, endpoint: Number(scope.slice(ENDPOINT.length)) };
  return scope.startsWith(CONSUMER) ? { ...rest, consumer: scope.slice(CONSUMER.length) } : rest;
}

/** Name of what a draft is narrowed to, where it is known. */
export const scopeLabel = (choices: Choices, filters: RuleFilters): string | null =>
  choices.scopes.find(({ value }) => value === scopeOf(filters))?.label ?? null;
