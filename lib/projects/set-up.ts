import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { appendAudit } from '../audit';
import { AppError, type SetUpAnswer } from '../shared';
import { deleteSetupToken, hasUsers, insertUser, lockSetupToken, type Storage, type Tx } from '../storage';
import { projectName } from './create-project';
import { foundOrganization } from './found-organization';
import { makeAndStoreIngestKey } from './make-keys';
import { makeProject } from './make-project';
import { isSetupToken } from './set-up-token';
import { toProjectItem } from './to-item';

export const personName = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters');
export const emailAddress = z.email('must be an email address').max(254).toLowerCase();

export const setUpInput = z.object({
  token: z.string().min(1, 'is missing: open the set-up link').max(100),
  name: personName,
  email: emailAddress,
  password: z.string('must not be empty'),
  organization: personName,
  project: projectName,
});
export type SetUpInput = z.infer<typeof setUpInput>;

export interface SetUpDeps {
  storage: Storage;
  now(): Date;
  seal(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Throws `invalid` for a password that cannot be used. */
  hashPassword(input: { password: string; email: string }): Promise<string>;
}

async function checkToken(tx: Tx, token: string): Promise<void> {
  const stored = await lockSetupToken(tx);
  if (await hasUsers(tx)) throw new AppError('conflict', 'this instance is set up already: sign in');
  if (!isSetupToken(token, stored)) {
    throw new AppError(
      'forbidden',
      'this set-up link is not valid any more: each start of the server prints a new one',
    );
  }
}

/**
 * The one-time set-up: owner account, organization, project and first ingest key in one transaction. Of two at the same
 * moment one waits and is refused. Throws `forbidden` (token), `conflict` (set up already), `invalid` (password).
 */
export async function setUp(deps: SetUpDeps, input: SetUpInput): Promise<SetUpAnswer> {
  const { storage, seal } = deps;
  await storage.transaction((tx) => checkToken(tx, input.token)); // before a hash that costs 50 ms
  const passwordHash = await deps.hashPassword(input);
  const at = deps.now();
  return storage.transaction(async (tx) => {
    await checkToken(tx, input.token);
    const userId = randomUUID();
    await insertUser(tx, { id: userId, name: input.name, email: input.email, passwordHash, instanceAdmin: true, at });
    const organization = await foundOrganization(tx, { name: input.organization, ownerId: userId, at });
    const project = await makeProject(tx, { organizationId: organization.id, name: input.project, seal, at });
    const [environment] = project.environments;
    if (!environment) throw new Error('a project was made without environments');
    const details = { projectId: project.id, environment, name: 'First key', createdBy: userId, at };
    const { key } = await makeAndStoreIngestKey(tx, details);
    await deleteSetupToken(tx);
    const by = { actor: { kind: 'user', id: userId } as const, organization, now: deps.now };
    await appendAudit(tx, by, { action: 'instance.set_up', projectId: project.id, target: userId });
    return { organization, project: toProjectItem(project), ingestKey: key };
  });
}
