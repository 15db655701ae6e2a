import { queryOptions } from '@tanstack/react-query';
import type {
  ErasureItem,
  ErasuresAnswer,
  KeptTier,
  QuotasAnswer,
  StorageAnswer,
  StoragePreviewAnswer,
} from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export const quotasQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'quotas'),
    queryFn: ({ signal }) => getJson<QuotasAnswer>(projectPath(projectId, 'quotas'), {}, signal),
    refetchInterval: 15_000,
    meta: { topics: ['settings'] },
  });

/** Sets the calls that a project may send in a day and a month; null ends a quota. Throws `ApiError`. */
export function setQuotas(
  projectId: number,
  input: { perDay: number | null; perMonth: number | null },
): Promise<QuotasAnswer> {
  return sendJson('PATCH', projectPath(projectId, 'quotas'), input);
}

/** How long things are kept, and what they take on disk. */
export const storageQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'storage'),
    queryFn: ({ signal }) => getJson<StorageAnswer>(projectPath(projectId, 'storage'), {}, signal),
    meta: { topics: ['settings'] },
  });

export type KeptDays = Record<KeptTier, number>;

/** What other times would delete; nothing changes. Throws `ApiError`. */
export function previewStorage(projectId: number, days: KeptDays): Promise<StoragePreviewAnswer> {
  return sendJson('POST', projectPath(projectId, 'storage/preview'), days);
}

/** Changes how long things are kept; what deletes something must be confirmed. Throws `ApiError`. */
export function changeStorage(projectId: number, change: KeptDays & { confirmed: boolean }): Promise<StorageAnswer> {
  return sendJson('PATCH', projectPath(projectId, 'storage'), change);
}

const EVERY_MS = 5_000;

/** What is and was erased of a project; asked again while something goes on. */
export const erasuresQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'erasures'),
    queryFn: ({ signal }) => getJson<ErasuresAnswer>(projectPath(projectId, 'erasures'), {}, signal),
    refetchInterval: ({ state }) => (goesOn(state.data) ? EVERY_MS : false),
  });

/** What is and was erased in an organization, projects that are gone included. */
export const organizationErasuresQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId, 'erasures'] as const,
    queryFn: ({ signal }) => getJson<ErasuresAnswer>(`/api/v1/organizations/${organizationId}/erasures`, {}, signal),
    refetchInterval: ({ state }) => (goesOn(state.data) ? EVERY_MS : false),
  });

const goesOn = (answer: ErasuresAnswer | undefined): boolean =>
  answer?.erasures.some(({ state }) => state !== 'done') ?? false;

export type ErasureSubject = { consumer: string } | { account: string } | { accountHash: string };

/** Asks for a consumer or an account to be erased. Needs a recent proof. Throws `ApiError`. */
export function requestErasure(projectId: number, subject: ErasureSubject): Promise<ErasureItem> {
  return sendJson('POST', projectPath(projectId, 'erasures'), subject);
}

/** Ends a project and asks for all its data to be erased. Needs its name and a recent proof. Throws `ApiError`. */
export function deleteProject(projectId: number, name: string): Promise<ErasureItem> {
  return sendJson('DELETE', `/api/v1/projects/${projectId}`, { name });
}
