import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SdkConfig } from '../../../sdk/src/wire';
import { LIMITS } from '../limits';
import type { Ingest } from '../pipeline/create-ingest';
import { keyOf } from '../steps/authenticate';
import { sendError, sendJson, type ErrorLog } from './answer';

type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** POST /api/v1/calls */
export const createCallsDoor =
  (ingest: Ingest, log: ErrorLog): Door =>
  async (request, response) => {
    try {
      const answer = await ingest.ingest({ headers: request.headers, body: request });
      sendJson(response, { status: 202, body: answer });
    } catch (error) {
      sendError({ request, response, log }, error);
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
      else sendJson(response, { status: 200, body: config, headers });
    } catch (error) {
      sendError({ request, response, log }, error);
    }
  };
