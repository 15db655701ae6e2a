import { requirePermission, requireProject, type Context } from '../../access';
import { MOST_ENDPOINTS, type EndpointChange, type EndpointChangesAnswer } from '../../shared';
import { naming } from '../../storage';

function toChange(row: naming.ChangedEndpoint): EndpointChange {
  const { id, method, route, label, mergedInto, into, fromPath, ignoredAt, ignoredCalls, lastIgnoredAt } = row;
  return {
    id,
    method,
    route,
    shownAs: label,
    mergedInto: mergedInto === null ? null : { id: mergedInto, name: into ?? `endpoint ${mergedInto}` },
    fromPath,
    ignoredAt: ignoredAt?.toISOString() ?? null,
    ignoredCalls,
    lastIgnoredAt: lastIgnoredAt?.toISOString() ?? null,
  };
}

/** Endpoints that are merged, renamed or ignored, the places in paths that hold a parameter, and whether there is room for more. */
export async function listEndpointChanges(ctx: Context, input: { projectId: number }): Promise<EndpointChangesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const { id } = requireProject(ctx);
  const endpoints = await naming.listChangedEndpoints(ctx.storage, id);
  const parameters = await naming.listRouteParameters(ctx.storage, id);
  const full = (await naming.countLiveEndpoints(ctx.storage, id)) >= MOST_ENDPOINTS;
  return {
    endpoints: endpoints.map(toChange),
    parameters: parameters.map(({ givenUpAt, ...place }) => ({
      ...place,
      givenUpAt: givenUpAt?.toISOString() ?? null,
    })),
    full,
  };
}
