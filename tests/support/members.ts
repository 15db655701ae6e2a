import { randomUUID } from 'node:crypto';
import { POST as auth } from '../../app/api/auth/[...all]/route';
import { hashNewPassword } from '../../lib/auth';
import { bootstrap, type Bootstrapped } from '../../lib/projects';
import { sealWith, type Runtime } from '../../lib/http';
import { insertMember, insertUser } from '../../lib/storage';
import type { Role } from '../../lib/shared';
import { cookiesOf, send } from './test-app';

export const PASSWORD = 'violet-harbour-47-lantern';

/** An organization with an owner, a project, an ingest key and an API token. */
export function found(runtime: Runtime, name: string): Promise<Bootstrapped & { email: string }> {
  const email = `owner@${name}.test`;
  const deps = { ...runtime, seal: sealWith(runtime), hashPassword: hashNewPassword };
  const input = { email, password: PASSWORD, organization: name, project: `${name} API` };
  return bootstrap(deps, input).then((made) => ({ ...made, email }));
}

/** Adds a user with this role to an organization. */
export async function addMember(
  runtime: Runtime,
  organizationId: string,
  role: Role,
): Promise<{ email: string; memberId: string }> {
  const id = randomUUID();
  const memberId = randomUUID();
  const email = `${role}-${id}@members.test`;
  const at = runtime.now();
  const passwordHash = await hashNewPassword({ password: PASSWORD, email });
  await insertUser(runtime.storage, { id, name: role, email, passwordHash, instanceAdmin: false, at });
  await insertMember(runtime.storage, { id: memberId, organizationId, userId: id, role, at });
  return { email, memberId };
}

/** Signs in through the route and gives the Cookie header. Throws when it is refused. */
export async function signInAs(email: string, password = PASSWORD): Promise<string> {
  const answer = await trySignIn(email, password);
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return cookiesOf(answer);
}

/** Posts the sign-in form and gives the answer, whatever it is. */
export function trySignIn(email: string, password: string, clientAddress = '192.0.2.1'): Promise<Response> {
  const request = { method: 'POST', params: { all: ['sign-in', 'email'] }, body: { email, password }, clientAddress };
  return send(auth, request);
}
