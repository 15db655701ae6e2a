import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ChannelsAnswer, DeliveriesAnswer, MailboxAnswer } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export const channelsQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'channels'),
    queryFn: ({ signal }) => getJson<ChannelsAnswer>(projectPath(projectId, 'channels'), {}, signal),
    meta: { topics: ['deliveries', 'settings'] },
  });

export const deliveriesQuery = (projectId: number) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'deliveries'),
    queryFn: ({ signal, pageParam }) =>
      getJson<DeliveriesAnswer>(projectPath(projectId, 'deliveries'), { limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    meta: { topics: ['deliveries'] },
  });

/** Mail that stayed on this server; keyed by the project only so that its live hints reach it. */
export const mailboxQuery = (projectId: number) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'mailbox'),
    queryFn: ({ signal, pageParam }) =>
      getJson<MailboxAnswer>('/api/v1/mailbox', { limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    meta: { topics: ['deliveries'] },
  });

/** Sends a delivery again. Throws `ApiError`. */
export function resendDelivery(projectId: number, deliveryId: string): Promise<unknown> {
  return sendJson('POST', projectPath(projectId, `deliveries/${deliveryId}/resend`));
}
