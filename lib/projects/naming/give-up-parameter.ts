import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { foldRoute, parametersInForce, routeParameters } from '../../formats';
import { AppError } from '../../shared';
import { announce, naming } from '../../storage';
import type { GiveUpParameterInput } from './inputs';
import type { MergedAnswer } from './merge-endpoints';

type Place = Pick<naming.RouteParameterRow, 'prefix' | 'kind'>;

/** Ids of the endpoints that were merged into a template because of the place, as far as their names are free. */
function foldedBy(
  place: Place,
  parameters: readonly naming.RouteParameterRow[],
  merged: readonly naming.MergedPath[],
): number[] {
  const inForce = parametersInForce(parameters);
  const before = routeParameters(inForce);
  const after = routeParameters(inForce.filter(({ prefix, kind }) => prefix !== place.prefix || kind !== place.kind));
  return merged
    .filter(({ route, into, isTaken }) => {
      const template = foldRoute(route, before);
      return !isTaken && into.includes(template) && template !== foldRoute(route, after);
    })
    .map(({ id }) => id);
}

/**
 * Says that a place in paths holds no parameter: the endpoints that were made before it was found count for themselves again,
 * paths to come are folded there no longer, and nothing is found there again. What was counted meanwhile stays with the template. Gives the
 * endpoints that count for themselves. Throws `not_found`.
 */
export async function giveUpParameter(ctx: Context, input: GiveUpParameterInput): Promise<MergedAnswer> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const { prefix, kind } = input;
  const endpoints = await ctx.storage.transaction(async (tx) => {
    await naming.lockMerges(tx, projectId);
    const parameters = await naming.listRouteParameters(tx, projectId);
    const place = parameters.find((one) => one.prefix === prefix && one.kind === kind && one.givenUpAt === null);
    if (!place) throw new AppError('not_found', 'no such parameter');
    const ids = foldedBy(place, parameters, await naming.listMergedPaths(tx, projectId));
    await naming.giveUpRouteParameter(tx, { projectId, prefix, kind, at: ctx.now() });
    await naming.lockEndpoints(tx, { projectId, ids });
    await naming.separateEndpointRows(tx, { projectId, ids });
    const target = `${prefix}/${place.name}`;
    const data = { kind, endpoints: ids.length };
    await appendAudit(tx, ctx, { action: 'route_parameter.given_up', projectId, target, data });
    return ids;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return { endpoints };
}
