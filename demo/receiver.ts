import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export interface ReceivedNotice {
  id: string;
  type: string;
  at: string;
  body: unknown;
}

export interface Receiver {
  server: Server;
  /** Notices whose signature was right, one for each webhook-id. */
  notices: ReadonlyMap<string, ReceivedNotice>;
  /** The channel's secret, once it is known. */
  trust(secret: string): void;
}

async function readBody(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function typeOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : 'unknown';
}

/**
 * What a team's own webhook receiver looks like: verifies the Standard Webhooks signature and keeps each id once.
 * `GET /` lists what came.
 */
export function createReceiver(onNotice: (notice: ReceivedNotice) => void): Receiver {
  const notices = new Map<string, ReceivedNotice>();
  let webhook: Webhook | undefined;

  function accept(req: IncomingMessage, text: string): number {
    if (!webhook) return 503;
    const header = (name: string): string => String(req.headers[name] ?? '');
    const id = header('webhook-id');
    const body: unknown = webhook.verify(text, {
      'webhook-id': id,
      'webhook-timestamp': header('webhook-timestamp'),
      'webhook-signature': header('webhook-signature'),
    });
    if (notices.has(id)) return 200;
    const notice = { id, type: typeOf(body), at: new Date().toISOString(), body };
    notices.set(id, notice);
    onNotice(notice);
    return 200;
  }

  const server = createServer((req, res) => {
    if (req.method === 'GET') {
      res
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ notices: [...notices.values()] }));
      return;
    }
    readBody(req)
      .then((text) => res.writeHead(accept(req, text)).end())
      .catch((error: unknown) => res.writeHead(error instanceof WebhookVerificationError ? 401 : 400).end());
  });
  return { server, notices, trust: (secret) => void (webhook = new Webhook(secret)) };
}
