import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Waits for the next thing to arrive, with the moment of its arrival. */
export interface Arrival {
  port: number;
  /** Resolves with `performance.now()` of the first arrival whose text holds `word`. */
  next(word: string): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  word: string;
  resolve(at: number): void;
}

function createMatcher(): { seen(text: string): void; next(word: string): Promise<number> } {
  const waiting = new Set<Waiting>();
  const early: Array<{ text: string; at: number }> = [];
  return {
    seen(text) {
      const at = performance.now();
      early.push({ text, at });
      for (const one of waiting) {
        if (!text.includes(one.word)) continue;
        waiting.delete(one);
        one.resolve(at);
      }
    },
    next(word) {
      const known = early.find(({ text }) => text.includes(word));
      if (known) return Promise.resolve(known.at);
      return new Promise((resolve) => waiting.add({ word, resolve }));
    },
  };
}

/** An HTTP server that takes webhooks. */
export async function receiveWebhooks(): Promise<Arrival> {
  const { seen, next } = createMatcher();
  const server = createServer((req, res) => {
    let text = '';
    req.setEncoding('utf8').on('data', (part: string) => (text += part));
    req.on('end', () => {
      seen(text);
      res.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, next, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** An SMTP server that takes mail; the arrival is the end of DATA. */
export async function receiveMail(): Promise<Arrival> {
  const { seen, next } = createMatcher();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
      stream.on('end', () => {
        seen(text);
        done();
      });
    },
  });
  const listening = await new Promise<AddressInfo>((resolve) => {
    const net = server.listen(0, '127.0.0.1', () => resolve(net.address() as AddressInfo));
  });
  return { port: listening.port, next, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
