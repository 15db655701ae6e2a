import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ChannelsAnswer,
  DeliveriesAnswer,
  DeliveryState,
  MailboxAnswer,
  NewChannelAnswer,
  TestChannelAnswer,
} from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export const channelsQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'channels'),
    queryFn: ({ signal }) => getJson<ChannelsAnswer>(projectPath(projectId, 'channels'), {}, signal),
    meta: { topics: ['deliveries', 'settings'] },
  });

export interface DeliveriesInput {
  /** Null is every state. */
  state: DeliveryState | null;
  limit?: number;
}

export const deliveriesQuery = (projectId: number, { state, limit = 50 }: DeliveriesInput) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'deliveries', { state, limit }),
    queryFn: ({ signal, pageParam }) =>
      getJson<DeliveriesAnswer>(projectPath(projectId, 'deliveries'), { state, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
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
    meta: { topics: ['mailbox'] },
  });

/** Sends a delivery again. Throws `ApiError`. */
export function resendDelivery(projectId: number, deliveryId: string): Promise<unknown> {
  return sendJson('POST', projectPath(projectId, `deliveries/${deliveryId}/resend`));
}

export type NewChannel = { name?: string } & ({ kind: 'email'; to: string } | { kind: 'webhook'; url: string });

/** Makes a channel; a webhook's secret stands in full in this answer only. Throws `ApiError`. */
export function createChannel(projectId: number, input: NewChannel): Promise<NewChannelAnswer> {
  return sendJson('POST', projectPath(projectId, 'channels'), input);
}

/** What can be done to a channel besides testing it. */
export type ChannelChange = 'enable' | 'disable' | 'delete' | 'endOldSecret';

/** Turns a channel on or off, deletes it, or ends the old one of two secrets. Throws `ApiError`. */
export function changeChannel(projectId: number, channelId: string, change: ChannelChange): Promise<unknown> {
  const path = projectPath(projectId, `channels/${channelId}`);
  if (change === 'delete') return sendJson('DELETE', path);
  if (change === 'endOldSecret') return sendJson('DELETE', `${path}/secret`);
  return sendJson('PATCH', path, { enabled: change === 'enable' });
}

/** Gives a webhook a new secret, shown once; messages carry both signatures until the old one ends. Throws `ApiError`. */
export function rotateSecret(projectId: number, channelId: string): Promise<NewChannelAnswer> {
  return sendJson('POST', projectPath(projectId, `channels/${channelId}/secret`));
}

/** Sends a test message. Throws `ApiError`. */
export function testChannel(projectId: number, channelId: string): Promise<TestChannelAnswer> {
  return sendJson('POST', projectPath(projectId, `channels/${channelId}/test`));
}
