import { Agent, request } from 'node:http';

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
