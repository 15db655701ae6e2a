import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, ENDPOINT } from '../../shared';
import { announce, naming, type Tx } from '../../storage';
import type { MergeEndpointsInput } from './inputs';
import { ownEndpoint } from './update-endpoint';

export interface MergedAnswer {
  /** Ids of the endpoints that changed. */
  endpoints: number[];
}

const wrong = (message: string): AppError => new AppError('invalid', `endpoints: ${message}`, { field: 'endpoints' });

/** The endpoints to merge, of which each may be. Throws `invalid` with what is wrong of which. */
async function sourcesOf(tx: Tx, target: naming.EndpointRecord, { projectId, endpoints }: MergeEndpointsInput) {
  const found = await naming.lockEndpoints(tx, { projectId, ids: endpoints });
  for (const id of endpoints) {
    const source = found.get(id);
    if (!source) throw wrong(`no endpoint ${id} in this project`);
    if (id === target.id) throw wrong('an endpoint cannot be merged into itself');
    if (id === ENDPOINT.other) throw wrong('what has no name cannot be merged');
    if (source.countsAs !== null) throw wrong(`endpoint ${id} was merged before`);
    if (source.method !== target.method) {
      throw wrong(`endpoint ${id} is ${source.method} and not ${target.method}: their calls mean different things`);
    }
  }
  return [...found.keys()];
}

/**
 * Lets endpoints count as another one: their calls of the past and those to come are counted and found there. All that is
 * stored stays, so that it can be undone. Throws `not_found`, `invalid`, `conflict`.
 */
export async function mergeEndpoints(ctx: Context, input: MergeEndpointsInput): Promise<MergedAnswer> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const merged = await ctx.storage.transaction(async (tx) => {
    await naming.lockMerges(tx, projectId);
    await naming.lockEndpoints(tx, { projectId, ids: [input.endpointId, ...input.endpoints] }); // at once: in their order
    const target = await ownEndpoint(tx, projectId, input.endpointId);
    if (target.id === ENDPOINT.other) throw wrong('nothing can be merged into what has no name');
    const ids = await sourcesOf(tx, target, input);
    await naming.mergeEndpointRows(tx, {
      projectId,
      merges: ids.map((sourceId) => ({ sourceId, targetId: target.id })),
    });
    for (const id of ids) {
      const data = { into: target.id };
      await appendAudit(tx, ctx, { action: 'endpoint.merged', projectId, target: String(id), data });
    }
    return ids;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return { endpoints: merged };
}

/** Throws `conflict` when another endpoint is shown as one of these. */
async function checkShownOnce(tx: Tx, projectId: number, endpoints: readonly naming.EndpointRecord[]): Promise<void> {
  for (const { id, method, label, route } of endpoints) {
    const shown = label ?? route;
    if (!(await naming.isShownAs(tx, { projectId, id, method, route: shown }))) continue;
    throw new AppError('conflict', `there is another endpoint ${method} ${shown}: rename that one first`);
  }
}

/**
 * Takes merged endpoints out again: their calls from before the merge count for themselves; those that came meanwhile stay
 * where they were counted. Throws `invalid` for one that was not merged into this one, `conflict` where another is shown like it.
 */
export async function separateEndpoints(ctx: Context, input: MergeEndpointsInput): Promise<MergedAnswer> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const { endpointId, endpoints } = input;
  const separated = await ctx.storage.transaction(async (tx) => {
    await naming.lockMerges(tx, projectId);
    const found = await naming.lockEndpoints(tx, { projectId, ids: [...endpoints, endpointId] });
    if (!found.has(endpointId)) throw new AppError('not_found', 'no such endpoint');
    for (const id of endpoints) {
      if (found.get(id)?.mergedInto !== endpointId) throw wrong(`endpoint ${id} was not merged into this one`);
    }
    await naming.separateEndpointRows(tx, { projectId, ids: endpoints });
    await checkShownOnce(
      tx,
      projectId,
      [...found.values()].filter(({ id }) => id !== endpointId),
    );
    for (const id of endpoints) {
      const data = { from: endpointId };
      await appendAudit(tx, ctx, { action: 'endpoint.separated', projectId, target: String(id), data });
    }
    return endpoints;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return { endpoints: separated };
}
