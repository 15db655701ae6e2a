import { queryOptions } from '@tanstack/react-query';
import type { InstanceStatusAnswer } from '../../shared';
import { getJson } from '../fetch-json';

/** How the instance does; asked again every 10 s, since its processes tell of themselves every 15. */
export const instanceStatusQuery = () =>
  queryOptions({
    queryKey: ['instance', 'status'],
    queryFn: ({ signal }) => getJson<InstanceStatusAnswer>('/api/v1/status', {}, signal),
    refetchInterval: 10_000,
  });
