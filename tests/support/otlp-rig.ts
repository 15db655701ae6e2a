import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A server span as the API itself saw it. */
export interface HostSpan {
  traceId: string;
  attributes: Record<string, string | number>;
  startUs: number;
  endUs: number;
}

export interface Told {
  spans: HostSpan[];
  /** How each export ended, its tries included. */
  exports: { ok: boolean; spans: number; status: number | null }[];
  /** What the exporter warned its owner of. */
  warnings: string[];
}

export interface OtlpHost {
  ask(path: string, init?: RequestInit): Promise<number>;
  /** Exports what is waiting, and waits for the end of it. */
  flush(): Promise<Told>;
}

interface Options {
  /** Of the server that takes the spans. */
  url: string;
  key: string;
  protocol: 'http' | 'proto';
  compression?: 'gzip';
  environment?: string;
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message');
  return message;
}

/** Starts an instrumented Express API; it ends with the test. */
export async function startOtlpHost({ url, key, protocol, compression, environment }: Options): Promise<OtlpHost> {
  const child = fork(path.join(import.meta.dirname, 'otlp-host.cjs'), {
    execArgv: [],
    env: {
      ...process.env,
      OTLP_URL: `${url}/api/otlp/v1/traces`,
      OTLP_KEY: key,
      OTLP_PROTOCOL: protocol,
      OTLP_COMPRESSION: compression ?? '',
      OTLP_ENVIRONMENT: environment ?? '',
    },
  });
  onTestFinished(() => void (child.connected && child.disconnect()));
  const { port } = (await messageOf(child)) as { port: number };
  return {
    async ask(asked, init) {
      const response = await fetch(`http://127.0.0.1:${port}${asked}`, init);
      await response.arrayBuffer();
      return response.status;
    },
    async flush() {
      child.send('flush');
      return (await messageOf(child)) as Told;
    },
  };
}
