import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedPost {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Answer = (request: ReceivedPost, response: ServerResponse) => void;

export interface HookReceiver {
  url: string;
  posts: ReceivedPost[];
  /** Answers 204 until told otherwise. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** A real HTTP server on loopback that keeps what it gets. */
export async function receiveHooks(): Promise<HookReceiver> {
  const posts: ReceivedPost[] = [];
  let answer: Answer = (_, response) => response.writeHead(204).end();
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const post = { path: request.url ?? '', headers: request.headers, body };
      posts.push(post);
      answer(post, response);
    });
  });
  const port = await listenOn(
    (done) => server.listen(0, '127.0.0.1', done),
    () => server.address(),
  );
  return {
    url: `http://127.0.0.1:${port}/hook`,
    posts,
    answerWith: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

export interface ReceivedMail {
  from: string;
  to: string[];
  raw: string;
  /** A header's value, unfolded. */
  header(name: string): string | null;
}

export interface MailReceiver {
  url: string;
  mails: ReceivedMail[];
  connections(): number;
  /** Refuses the next mails after their data, with this reply. */
  refuseWith(reply: { code: number; text: string } | null): void;
  /** Takes mail to addresses of this domain and does not answer until it closes. */
  holdFor(domain: string): void;
  close(): Promise<void>;
}

function headerOf(raw: string, name: string): string | null {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? null;
}

/** A real SMTP server on loopback that keeps what it gets. */
export async function receiveMail(): Promise<MailReceiver> {
  const mails: ReceivedMail[] = [];
  let refusal: { code: number; text: string } | null = null;
  let connections = 0;
  let slowDomain: string | null = null;
  const held: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal) return done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((one) => one.address),
          raw,
          header: (name) => headerOf(raw, name),
        });
        if (slowDomain !== null && rcptTo.some((one) => one.address.endsWith(`@${slowDomain}`))) held.push(done);
        else done();
      });
    },
  });
  const port = await listenOn(
    (done) => server.listen(0, '127.0.0.1', done),
    () => server.server.address(),
  );
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    connections: () => connections,
    refuseWith: (reply) => {
      refusal = reply;
    },
    holdFor: (domain) => {
      slowDomain = domain;
    },
    close: () => {
      for (const answer of held) answer();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function listenOn(
  listen: (done: () => void) => void,
  address: () => AddressInfo | string | null,
): Promise<number> {
  await new Promise<void>((done) => listen(done));
  const bound = address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}
