import { queryOptions } from '@tanstack/react-query';
import type { CallView, CallViewsAnswer, NewCallView } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

/** Saved views of the call explorer: own ones and shared ones, by name. */
export const viewsQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'views'),
    queryFn: ({ signal }) => getJson<CallViewsAnswer>(projectPath(projectId, 'views'), {}, signal),
  });

/** Saves a view. Throws `ApiError`. */
export function saveView(projectId: number, view: NewCallView): Promise<CallView> {
  return sendJson('POST', projectPath(projectId, 'views'), view);
}

/** Deletes a view. Throws `ApiError`. */
export function deleteView(projectId: number, viewId: string): Promise<unknown> {
  return sendJson('DELETE', projectPath(projectId, `views/${encodeURIComponent(viewId)}`));
}
