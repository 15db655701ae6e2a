import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { looksLikeLogin } from '../../formats';
import { AppError, ENDPOINT, type EndpointInfo } from '../../shared';
import { announce, findEndpointNames, findEndpointsById, naming, setLoginEndpoint } from '../../storage';
import type { EndpointName, Tx } from '../../storage';
import type { UpdateEndpointInput } from './inputs';

function toInfo({
  id,
  method,
  route,
  template,
  isLogin,
  ignoredAt,
  firstSeenAt,
  lastSeenAt,
}: EndpointName): EndpointInfo {
  return {
    id,
    method,
    route,
    template,
    isLogin,
    loginSuggested: !isLogin && looksLikeLogin(method, route),
    ignoredAt: ignoredAt?.toISOString() ?? null,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}

/** The endpoint, locked. Throws `not_found`, and `conflict` when it counts as another one. */
export async function ownEndpoint(tx: Tx, projectId: number, id: number): Promise<naming.EndpointRecord> {
  const endpoint = (await naming.lockEndpoints(tx, { projectId, ids: [id] })).get(id);
  if (!endpoint) throw new AppError('not_found', 'no such endpoint');
  if (endpoint.countsAs === null) return endpoint;
  throw new AppError('conflict', `this endpoint was merged: it counts as endpoint ${endpoint.countsAs}`);
}

function flag(tx: Tx, { projectId, before }: Change, isLogin: boolean): Promise<boolean> {
  if (isLogin && before.method !== 'POST') {
    throw new AppError('invalid', 'isLogin: a login is a POST, which this endpoint is not', { field: 'isLogin' });
  }
  return setLoginEndpoint(tx, { projectId, endpointId: before.id, isLogin });
}

interface Change {
  projectId: number;
  before: naming.EndpointRecord;
}

/** Throws `conflict` when the name is that of another endpoint, or its calls count as another one. */
async function checkIsFree(tx: Tx, { projectId, before: { id, method } }: Change, route: string): Promise<void> {
  if (await naming.isShownAs(tx, { projectId, id, method, route })) {
    const message = `there is another endpoint ${method} ${route}: merge them`;
    throw new AppError('conflict', `route: ${message}`, { field: 'route' });
  }
  const [named] = await naming.findNames(tx, { projectId, dictionary: 'endpoint' }, [[method, route]]);
  if (!named || named.id === id) return;
  const shown = (await findEndpointNames(tx, { projectId, ids: [named.id] })).get(named.id);
  const message = `calls that come as ${method} ${route} count as ${shown ?? named.route}`;
  throw new AppError('conflict', `route: ${message}: merge into it, or take another name`, { field: 'route' });
}

async function rename(tx: Tx, changed: Change, route: string | null): Promise<boolean> {
  const { projectId, before } = changed;
  const label = route === before.route ? null : route;
  if (label === before.label) return false;
  await checkIsFree(tx, changed, label ?? before.route);
  await naming.setEndpointLabel(tx, { projectId, id: before.id, label });
  return true;
}

async function setIgnored(tx: Tx, { projectId, before }: Change, at: Date | null): Promise<boolean> {
  if ((before.ignoredAt !== null) === (at !== null)) return false;
  await naming.setEndpointsIgnored(tx, { projectId, ids: [before.id], at });
  return true;
}

async function change(tx: Tx, ctx: Context, input: UpdateEndpointInput): Promise<boolean> {
  const { endpointId, isLogin, ignored, route, projectId } = input;
  if (route !== undefined) await naming.lockMerges(tx, projectId); // no call brings the name meanwhile
  const changed: Change = { projectId, before: await ownEndpoint(tx, projectId, endpointId) };
  if (endpointId === ENDPOINT.other && (route !== undefined || ignored !== undefined)) {
    throw new AppError('invalid', 'this endpoint holds what has no name: it is neither renamed nor ignored');
  }
  const data: Record<string, boolean | string | null> = {};
  if (isLogin !== undefined && (await flag(tx, changed, isLogin))) data['isLogin'] = isLogin;
  if (route !== undefined && (await rename(tx, changed, route))) data['route'] = route;
  if (ignored !== undefined && (await setIgnored(tx, changed, ignored ? ctx.now() : null))) data['ignored'] = ignored;
  if (Object.keys(data).length === 0) return false;
  await appendAudit(tx, ctx, { action: 'endpoint.updated', projectId, target: String(endpointId), data });
  return true;
}

/**
 * Changes an endpoint: flags it as login endpoint, so that POSTs of rows and logs on it count as login attempts from now on
 * (what an SDK marks as a login flags it again); shows another route in the place of its own; ignores its calls from now
 * on, which are then counted and not stored. Throws `not_found`, `invalid`, `conflict`.
 */
export async function updateEndpoint(ctx: Context, input: UpdateEndpointInput): Promise<EndpointInfo> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const { endpointId } = input;
  const { isChanged, name } = await ctx.storage.transaction(async (tx) => {
    const done = await change(tx, ctx, input);
    return { isChanged: done, name: (await findEndpointsById(tx, projectId, [endpointId])).get(endpointId) };
  });
  if (!name) throw new Error('an endpoint that is locked is there');
  if (isChanged) await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return toInfo(name);
}
