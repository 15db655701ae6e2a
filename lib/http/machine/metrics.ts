import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { inCidrs, parseCidrs } from '../../shared';
import { sendNativeError } from '../native';
import { byToken } from '../request/by-token';
import type { Runtime } from '../runtime';

const LOOPBACK = parseCidrs(['127.0.0.0/8', '::1']).ranges;
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Behind a proxy on the same machine every caller would look local, so that a proxy's header calls for a token. */
function isLocal({ headers, socket }: IncomingMessage): boolean {
  const proxied = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  return !proxied && inCidrs(socket.remoteAddress ?? '', LOOPBACK);
}

/** GET /metrics as Prometheus text: for this machine, and for holders of an API token. */
export async function sendMetrics(
  req: IncomingMessage,
  res: ServerResponse,
  { runtime, registry }: { runtime: Pick<Runtime, 'storage' | 'now' | 'log'>; registry: Registry },
): Promise<void> {
  try {
    if (!isLocal(req)) await byToken(runtime, req.headers.authorization);
    const text = await registry.metrics();
    res.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text);
  } catch (error) {
    sendNativeError(res, error, runtime.log);
  }
}
