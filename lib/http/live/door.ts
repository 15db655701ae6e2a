import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { toRequest } from '../machine/to-request';
import { sendNativeError } from '../native';
import { queryOf } from '../request/query-of';
import { refuseUnknownQuery } from '../request/refuse-unknown';
import { requestIdOf } from '../request/request-id';
import type { Runtime } from '../runtime';
import { admit, tooManyStreams } from './admit';
import type { LiveHub } from './hub';

interface Door {
  runtime: Runtime;
  hub: LiveHub;
}

const input = z.object({});

/** GET /api/v1/projects/:projectId/live */
export function createLiveDoor({ runtime, hub }: Door) {
  return async (req: IncomingMessage, response: ServerResponse, projectId: string): Promise<void> => {
    try {
      const place = { projectId, requestId: requestIdOf(response) };
      const request = toRequest(req, runtime.env.url);
      const { stream } = await admit(runtime, { request, response, place });
      refuseUnknownQuery(input, queryOf(request.url));
      if (!hub.open(stream)) throw tooManyStreams();
    } catch (error) {
      sendNativeError(response, error, runtime.log);
    }
  };
}
