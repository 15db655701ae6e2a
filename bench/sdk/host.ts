import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { LoadOrder } from './load-worker';
import { openSink, type Sink } from './sink';

/** A server of one variant with a sink of its own for what it sends. */
export interface Host {
  /** Processor microseconds of the server's process for the given number of calls. */
  cpuUs(calls: number): Promise<number>;
  sink: Sink;
  close(): void;
}

const CONNECTIONS = 8;

async function ask(child: ChildProcess, message: LoadOrder | 'start' | 'stop'): Promise<unknown> {
  const answer = once(child, 'message');
  child.send(message);
  return (await answer)[0];
}

/** The process that makes the load for all hosts. */
export const openLoad = (): ChildProcess =>
  fork(path.join(import.meta.dirname, 'load-worker.ts'), { execArgv: ['--import', 'tsx'] });

/** Starts a variant of server.cjs; `peer` is the folder that its library is installed in. */
export async function openHost(variant: string, load: ChildProcess, peer = ''): Promise<Host> {
  const sink = await openSink();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    SINK: sink.url,
    PEER: peer,
    APITALLY_HUB_BASE_URL: sink.url,
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  };
  const child = fork(path.join(import.meta.dirname, 'server.cjs'), [variant], { env, execArgv: [] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the server with ${variant} ended`)));
  const [ready] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return {
    sink,
    async cpuUs(calls) {
      await ask(child, 'start');
      await ask(load, { port: Number(Object(ready).port), calls, connections: CONNECTIONS });
      return Number(Object(await ask(child, 'stop')).cpuUs);
    },
    close() {
      child.disconnect();
      sink.close();
    },
  };
}
