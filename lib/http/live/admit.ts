import type { ServerResponse } from 'node:http';
import { requirePermission, type Context } from '../../access';
import { readSession } from '../../auth';
import { AppError } from '../../shared';
import { identify, type Identity } from '../request/identity';
import { resolveContext } from '../request/resolve-context';
import type { Runtime } from '../runtime';
import type { EventStream } from './event-streams';

const BUSY_RETRY_SECONDS = 5;

interface Asked {
  request: Request;
  response: ServerResponse;
  place: { projectId: string; requestId: string };
}

/** The session as it is now, without prolonging it: an open page is no activity. Tokens are read again. */
async function identifyAgain(runtime: Runtime, request: Request, identity: Identity): Promise<Identity | null> {
  if (identity.kind === 'token') return identify(runtime, request, 'token');
  const session = await readSession(runtime, request.headers, { prolong: false });
  return session && { ...identity, session };
}

const isRefusal = (error: unknown): boolean => error instanceof AppError && error.status < 500;

/** Whoever may read the project gets a stream of it, which is looked at again while it lasts. Throws as `route` does. */
export async function admit(
  runtime: Runtime,
  { request, response, place }: Asked,
): Promise<{ context: Context; stream: EventStream }> {
  const where = { ...place, organizationId: undefined };
  const identity = await identify(runtime, request, 'both');
  const context = await resolveContext(runtime, identity, where);
  requirePermission(context, 'project:read');
  const stillAllowed = async (): Promise<boolean> => {
    try {
      const again = await identifyAgain(runtime, request, identity);
      if (again) requirePermission(await resolveContext(runtime, again, where), 'project:read');
      return again !== null;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error; // a database that does not answer revokes nothing
    }
  };
  const { kind, id } = context.actor;
  const stream = { projectId: Number(place.projectId), holder: `${kind}/${id}`, response, stillAllowed };
  return { context, stream };
}

/** What is answered beyond the streams that everybody may have. */
export const tooManyStreams = (): AppError =>
  new AppError('rate_limited', 'at most 4 live streams at a time', { retryAfterSeconds: BUSY_RETRY_SECONDS });
