import { Agent, request } from 'node:http';
import type { Visit } from './visit';

export interface ShopRequest {
  method: string;
  path: string;
  caller: string;
  userAgent: string;
  consumer: string | null;
  body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One real HTTP request to the shop, seen as coming from `caller` through the shop's proxy. Resolves with the status. */
export function send(port: number, { method, path, caller, userAgent, consumer, body }: ShopRequest): Promise<number> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    'user-agent': userAgent,
    'x-forwarded-for': caller,
    ...(consumer !== null && { 'x-client': consumer }),
    ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
  };
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, method, path, headers, agent, timeout: 10_000 }, (res) => {
      res.resume();
      res.on('end', () => resolve(res.statusCode ?? 0));
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error('the shop did not answer within 10 s')));
    req.on('error', reject);
    req.end(payload);
  });
}

function bodyOf({ signIn, endpoint }: Visit): unknown {
  if (signIn) return { email: signIn.email, password: signIn.password };
  return endpoint && endpoint.requestBytes > 0 ? { note: 'x'.repeat(endpoint.requestBytes) } : undefined;
}

/** Asks the shop for real what the visit asks. */
export function sendVisit(port: number, visit: Visit): Promise<number> {
  const { method, path, caller, userAgent, consumer } = visit;
  return send(port, { method, path, caller, userAgent, consumer, body: bodyOf(visit) });
}
