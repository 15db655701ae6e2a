import type { ServerResponse } from 'node:http';
import { requirePermission, type Context } from '../../access';
import { AppError } from '../../shared';
import { identify } from '../request/identity';
import { resolveAgain } from '../request/resolve-again';
import { resolveContext } from '../request/resolve-context';
import type { Runtime } from '../runtime';
import type { EventStream } from './event-streams';

const BUSY_RETRY_SECONDS = 5;

interface Asked {
  request: Request;
  response: ServerResponse;
  place: { projectId: string; requestId: string };
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
      requirePermission(await resolveAgain(runtime, { request, identity, place: where }), 'project:read');
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error; // a database that does not answer revokes nothing
    }
  };
  const { actor, instanceAdmin } = context;
  const holder = `${actor.kind}/${actor.id}`;
  const stream = { projectId: Number(place.projectId), holder, instanceAdmin, response, stillAllowed };
  return { context, stream };
}

/** What is answered beyond the streams that everybody may have. */
export const tooManyStreams = (): AppError =>
  new AppError('rate_limited', 'at most 4 live streams at a time', { retryAfterSeconds: BUSY_RETRY_SECONDS });
