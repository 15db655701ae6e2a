import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { POST } from '../../../app/api/v1/projects/[projectId]/channels/route';
import { createTestApp, send } from '../../support/test-app';
import { bootstrapProject } from '../ingest/harness';

export interface ChannelsDoor {
  /** As the document calls them. */
  env: { CALLWATCH_URL: string; PROJECT_ID: string; API_TOKEN: string };
  close(): Promise<void>;
}

/** The API's way to a channel over HTTP, on a database of its own: the pages need not be built for it. */
export async function openChannelsDoor(): Promise<ChannelsDoor> {
  const app = await createTestApp();
  const { projectId, apiToken } = await bootstrapProject(app.runtime.storage);
  const server = createServer((req, res) => {
    void (async () => {
      const path = req.url ?? '';
      const { 'content-type': type = '', authorization = '' } = req.headers;
      const asked = /^\/api\/v1\/projects\/(\d+)\/channels$/.exec(path)?.[1] ?? '';
      const answer = await send(POST, {
        method: req.method ?? '',
        path,
        params: { projectId: asked },
        headers: { 'content-type': type, authorization },
        body: (await buffer(req)).toString(),
        origin: null,
      });
      res.writeHead(answer.status).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { CALLWATCH_URL: url, PROJECT_ID: String(projectId), API_TOKEN: apiToken },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await app.close();
    },
  };
}
