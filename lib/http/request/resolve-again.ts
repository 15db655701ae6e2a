import type { Context } from '../../access';
import { readSession } from '../../auth';
import { AppError } from '../../shared';
import type { Runtime } from '../runtime';
import { identify, type Identity } from './identity';
import { resolveContext, type Place } from './resolve-context';

export interface Resolved {
  request: Request;
  identity: Identity;
  place: Place;
}

/** The session as it is now, without prolonging it: an answer that goes on is no activity. Tokens are read again. */
async function identifyAgain(runtime: Runtime, { request, identity }: Resolved): Promise<Identity> {
  if (identity.kind === 'token') return identify(runtime, request, 'token');
  const session = await readSession(runtime, request.headers, { prolong: false });
  if (!session) throw new AppError('unauthenticated', 'the session has ended');
  return { ...identity, session };
}

/** The Context of a request as it is by now, for answers that go on for long. Throws what the request would be refused with. */
export const resolveAgain = async (runtime: Runtime, resolved: Resolved): Promise<Context> =>
  resolveContext(runtime, await identifyAgain(runtime, resolved), resolved.place);
