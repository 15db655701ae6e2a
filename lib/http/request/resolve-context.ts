import type { Context } from '../../access';
import { AppError, roleOf } from '../../shared';
import { findProject, hasTwoFactor, listMemberships, readFor, type ProjectRecord } from '../../storage';
import { sealWith, type Runtime } from '../runtime';
import type { Identity } from './identity';

/** What of the request says where it belongs: the project of the path, else an organization, else the caller's first. */
export interface Place {
  requestId: string;
  projectId: string | undefined;
  organizationId: string | undefined;
}

type Tenant = Pick<Context, 'organization' | 'role' | 'scopes' | 'instanceAdmin' | 'verifiedAt'>;

/**
 * The Context of a request. Throws `not_found` for a project or organization that is not the caller's, and
 * `two_factor_required` where the organization asks for a second factor that the user has not.
 */
export async function resolveContext(runtime: Runtime, identity: Identity, place: Place): Promise<Context> {
  const { now } = runtime;
  const project = place.projectId === undefined ? null : await loadProject(runtime, place.projectId);
  const tenant = await tenantOf(runtime, identity, project?.organizationId ?? place.organizationId);
  if (project && tenant?.organization.id !== project.organizationId) throw new AppError('not_found', 'no such project');
  if (!tenant) throw new AppError('not_found', 'no such organization');
  const storage = readFor(runtime.storage, { organizationId: tenant.organization.id, projectId: project?.id ?? null });
  const seal = sealWith(runtime);
  return { ...tenant, actor: identity.actor, project, storage, seal, now, requestId: place.requestId };
}

async function loadProject({ storage }: Runtime, text: string): Promise<ProjectRecord> {
  const project = /^[1-9]\d{0,8}$/.test(text) ? await findProject(storage, Number(text)) : null;
  if (!project) throw new AppError('not_found', 'no such project');
  return project;
}

async function tenantOf({ storage }: Runtime, identity: Identity, wanted: string | undefined): Promise<Tenant | null> {
  if (identity.kind === 'token') {
    const { organization } = identity.token;
    if (wanted !== undefined && wanted !== organization.id) return null;
    return { organization, role: null, scopes: identity.scopes, instanceAdmin: false, verifiedAt: null };
  }
  const { verifiedAt, user } = identity.session;
  const memberships = await listMemberships(storage, user.id);
  const member = memberships.find(({ organization }) => wanted === undefined || organization.id === wanted);
  if (!member) return null;
  const { id, name, slug, requireTwoFactor } = member.organization;
  if (requireTwoFactor && !(await hasTwoFactor(storage, user.id))) {
    throw new AppError('two_factor_required', `${name} requires two-factor authentication: set it up in your account`);
  }
  const organization = { id, name, slug };
  const { instanceAdmin } = user;
  return { organization, role: roleOf(member.role), scopes: new Set(), instanceAdmin, verifiedAt };
}
