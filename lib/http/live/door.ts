import type { IncomingMessage, ServerResponse } from 'node:http';
import { requirePermission } from '../../access';
import { readSession } from '../../auth';
import { AppError } from '../../shared';
import { sendNativeError } from '../native';
import { identify, type Identity } from '../request/identity';
import { requestIdOf } from '../request/request-id';
import { resolveContext } from '../request/resolve-context';
import type { Runtime } from '../runtime';
import { toRequest } from '../machine/to-request';
import type { LiveHub } from './hub';

const BUSY_RETRY_SECONDS = 5;

interface Door {
  runtime: Runtime;
  hub: LiveHub;
}

/** The session as it is now, without prolonging it: an open page is no activity. Tokens are read again. */
async function identifyAgain(runtime: Runtime, request: Request, identity: Identity): Promise<Identity | null> {
  if (identity.kind === 'token') return identify(runtime, request, 'token');
  const session = await readSession(runtime, request.headers, { prolong: false });
  return session && { ...identity, session };
}

const isRefusal = (error: unknown): boolean => error instanceof AppError && error.status < 500;

/** GET /api/v1/projects/:projectId/live */
export function createLiveDoor({ runtime, hub }: Door) {
  async function open(request: Request, response: ServerResponse, place: { projectId: string; requestId: string }) {
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
    if (hub.open(stream)) return;
    throw new AppError('rate_limited', 'at most 4 live streams at a time', { retryAfterSeconds: BUSY_RETRY_SECONDS });
  }

  return async (req: IncomingMessage, res: ServerResponse, projectId: string): Promise<void> => {
    const requestId = requestIdOf(res);
    try {
      await open(toRequest(req, runtime.env.url), res, { projectId, requestId });
    } catch (error) {
      sendNativeError(res, error, runtime.log);
    }
  };
}
