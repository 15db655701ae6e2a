import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SdkConfig } from '../../../sdk/src/wire';
import { LIMITS } from '../limits';
import type { Ingest } from '../pipeline/create-ingest';
import { keyOf } from '../steps/authenticate';
import { encodingOf, OTLP } from '../decode/otlp/otlp-format';
import { json, send, sendError, type ErrorLog } from './answer';
import { exportResponse, rpcStatus } from './otlp-answer';

type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** POST /api/v1/calls */
export const createCallsDoor =
  (ingest: Ingest, log: ErrorLog): Door =>
  async (request, response) => {
    try {
      const answer = await ingest.ingest({ headers: request.headers, body: request });
      send(response, { status: 202, content: json(answer) });
    } catch (error) {
      sendError({ request, response, log }, error);
    }
  };

/** POST /api/otlp/v1/traces: answers in the encoding of the request; who sends another reads JSON. */
export const createTracesDoor =
  (ingest: Ingest, log: ErrorLog): Door =>
  async (request, response) => {
    const encoding = encodingOf(request.headers['content-type']) ?? 'json';
    try {
      const answer = await ingest.ingest({ headers: request.headers, body: request }, OTLP);
      send(response, { status: 200, content: exportResponse(answer, encoding) });
    } catch (error) {
      sendError({ request, response, log, write: (told) => rpcStatus(told, encoding) }, error);
    }
  };

/** GET /api/v1/sdk/config, with an ETag. */
export const createConfigDoor =
  (ingest: Ingest, log: ErrorLog): Door =>
  async (request, response) => {
    try {
      const key = await keyOf(ingest.keys, request.headers.authorization);
      const config: SdkConfig = {
        accountKey: key.accountKey.toString('base64'),
        actions: [],
        limits: { maxCallsPerBatch: LIMITS.callsPerBatch, maxBodyBytes: LIMITS.plainBytes },
      };
      const etag = `"${createHash('sha256').update(JSON.stringify(config)).digest('base64url').slice(0, 27)}"`;
      const headers = { etag, 'cache-control': 'private, no-cache' };
      if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
      else send(response, { status: 200, content: json(config), headers });
    } catch (error) {
      sendError({ request, response, log }, error);
    }
  };
