import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Context } from '../../access';
import type { TailEvent } from '../../shared';
import { toRequest } from '../machine/to-request';
import { sendNativeError } from '../native';
import { queryOf } from '../request/query-of';
import { refuseBadText } from '../request/refuse-bad-text';
import { refuseUnknownQuery } from '../request/refuse-unknown';
import { requestIdOf } from '../request/request-id';
import type { Runtime } from '../runtime';
import { admit, tooManyStreams } from './admit';
import type { EventStreams } from './event-streams';

interface Sink {
  ready(): boolean;
  send(event: TailEvent): void;
}

/** Where the calls of a tail come from. */
export interface CallSource {
  /** What a tail may be asked for. */
  readonly input: z.ZodType;
  /** Begins a tail of the calls that the query asks for; gives what ends it. Throws `invalid`. */
  follow(context: Context, query: Record<string, unknown>, sink: Sink): Promise<() => void>;
}

interface Door {
  runtime: Runtime;
  streams: EventStreams;
  source: CallSource;
}

/** GET /api/v1/projects/:projectId/live/calls */
export function createTailDoor({ runtime, streams, source }: Door) {
  async function open(request: Request, response: ServerResponse, projectId: string): Promise<void> {
    const place = { projectId, requestId: requestIdOf(response) };
    const { context, stream } = await admit(runtime, { request, response, place });
    const query = queryOf(request.url);
    refuseBadText(query);
    refuseUnknownQuery(source.input, query);
    const stop = await source.follow(context, query, {
      ready: () => !response.writableNeedDrain,
      send: (event) => streams.send(stream, `event: calls\ndata: ${JSON.stringify(event)}\n\n`),
    });
    if (response.destroyed) return stop(); // the reader left meanwhile
    response.once('close', stop);
    if (streams.open(stream)) return;
    stop();
    throw tooManyStreams();
  }

  return async (req: IncomingMessage, response: ServerResponse, projectId: string): Promise<void> => {
    try {
      await open(toRequest(req, runtime.env.url), response, projectId);
    } catch (error) {
      sendNativeError(response, error, runtime.log);
    }
  };
}
