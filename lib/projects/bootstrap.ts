import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { appendAudit } from '../audit';
import {
  deleteSetupToken,
  findOrganizationByName,
  findProjectByName,
  findRole,
  findUserByEmail,
  insertMember,
  insertUser,
  takeTurn,
  type ProjectRecord,
  type Tx,
} from '../storage';
import { projectName } from './create-project';
import { foundOrganization } from './found-organization';
import { makeAndStoreApiToken, makeAndStoreIngestKey } from './make-keys';
import { makeProject } from './make-project';
import { emailAddress, personName, type SetUpDeps } from './set-up';

export const bootstrapInput = z.object({
  email: emailAddress,
  password: z.string(),
  organization: personName,
  project: projectName,
});
export type BootstrapInput = z.infer<typeof bootstrapInput>;

export interface Bootstrapped {
  organizationId: string;
  projectId: number;
  ingestKey: string;
  apiToken: string;
  /** The user was there before: the password given was not looked at. */
  passwordKept: boolean;
}

interface Making {
  deps: SetUpDeps;
  input: BootstrapInput;
  at: Date;
}

async function ensureUser(tx: Tx, { deps, input, at }: Making): Promise<{ id: string; isNew: boolean }> {
  const known = await findUserByEmail(tx, input.email);
  if (known) return { id: known.id, isNew: false };
  const id = randomUUID();
  const name = input.email.split('@')[0] ?? input.email;
  const passwordHash = await deps.hashPassword(input);
  await insertUser(tx, { id, name, email: input.email, passwordHash, instanceAdmin: true, at });
  return { id, isNew: true };
}

async function ensureOrganization(tx: Tx, { input, at }: Making, userId: string): Promise<{ id: string }> {
  const known = await findOrganizationByName(tx, input.organization);
  if (!known) return foundOrganization(tx, { name: input.organization, ownerId: userId, at });
  if ((await findRole(tx, { organizationId: known.id, userId })) === null) {
    await insertMember(tx, { id: randomUUID(), organizationId: known.id, userId, role: 'owner', at });
  }
  return known;
}

async function ensureProject(tx: Tx, { deps, input, at }: Making, organizationId: string): Promise<ProjectRecord> {
  const known = await findProjectByName(tx, { organizationId, name: input.project });
  return known ?? makeProject(tx, { organizationId, name: input.project, seal: deps.seal, at });
}

/**
 * What the command line makes for scripts: user, organization and project where they are missing (an existing user keeps
 * the password), and each time a new ingest key and a new API token with read and write. Throws `invalid`.
 */
export async function bootstrap(deps: SetUpDeps, input: BootstrapInput): Promise<Bootstrapped> {
  return deps.storage.transaction(async (tx) => {
    await takeTurn(tx, 'bootstrap'); // names are not unique in the database: two at once would make two
    const making = { deps, input, at: deps.now() };
    const { id: userId, isNew } = await ensureUser(tx, making);
    const organization = await ensureOrganization(tx, making, userId);
    const project = await ensureProject(tx, making, organization.id);
    const environment = project.environments.find(({ archive }) => !archive);
    if (!environment) throw new Error('the project has no environment but archives');
    const stamp = { name: 'bootstrap', createdBy: userId, at: making.at };
    const { key } = await makeAndStoreIngestKey(tx, { ...stamp, projectId: project.id, environment });
    const scopes = ['read', 'write'] as const;
    const { token: apiToken } = await makeAndStoreApiToken(tx, { ...stamp, organizationId: organization.id, scopes });
    await deleteSetupToken(tx);
    const by = { actor: { kind: 'system', id: 'admin' } as const, organization, now: deps.now };
    await appendAudit(tx, by, { action: 'instance.bootstrapped', projectId: project.id, target: userId });
    const ids = { organizationId: organization.id, projectId: project.id };
    return { ...ids, ingestKey: key, apiToken, passwordKept: !isNew };
  });
}
