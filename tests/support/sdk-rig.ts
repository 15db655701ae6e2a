import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Control } from '../../sdk/src/core';
import type { ResponseAction, WireBatch } from '../../sdk/src/wire';
import { startCollector, type Collector } from './sdk-collector';
import { waitFor } from './wait-for';

/** One call as a batch tells it. */
export interface SentCall {
  method: string | undefined;
  route: string | undefined;
  path: string | undefined;
  status: number;
  login: number;
  marks: number;
  account: string | undefined;
  consumer: string | undefined;
  error: string | undefined;
  responseBytes: number;
}

export interface Rig<App> {
  app: App;
  collector: Collector;
  watch: Control;
  base: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The batches sent so far, after a flush. */
  sent(): Promise<WireBatch[]>;
  calls(): Promise<SentCall[]>;
}

/** How the SDK reaches its collector. */
export interface Target {
  key: string;
  url: string;
  log(line: string): void;
}

const cleanups: (() => unknown)[] = [];

/** Ends all that the rigs of a test started, the latest first. */
export async function endRigs(): Promise<void> {
  for (const end of cleanups.splice(0).reverse()) await end();
}

export const json = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

export function callsOf(batches: readonly WireBatch[]): SentCall[] {
  return batches.flatMap(({ dict, calls }) =>
    calls.status.map((status, row) => ({
      method: dict.methods[calls.method[row] ?? -1],
      route: dict.routes[calls.route[row] ?? -1],
      path: dict.paths?.[calls.path?.[row] ?? -1],
      status,
      login: calls.login?.[row] ?? 0,
      marks: calls.marks?.[row] ?? 0,
      account: dict.accounts?.[calls.account?.[row] ?? -1],
      consumer: dict.consumers?.[calls.consumer?.[row] ?? -1],
      error: dict.errors?.[calls.error?.[row] ?? -1],
      responseBytes: calls.responseBytes?.[row] ?? -1,
    })),
  );
}

/** A tiny app with the SDK in it on a port of its own, and the collector that it reports to. */
export async function startRig<App>(
  build: (target: Target) => Promise<{ app: App; server: Server; watch: Control }>,
  actions: ResponseAction[] = [],
): Promise<Rig<App>> {
  const collector = await startCollector();
  collector.actions = actions;
  const { app, server, watch } = await build({ key: 'cwk_own', url: collector.url, log: () => undefined });
  if (!server.listening) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  cleanups.push(collector.close, watch.close, () => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const sent = async (): Promise<WireBatch[]> => {
    await waitFor(async () => {
      await watch.flush();
      return watch.stats()?.queued === 0;
    });
    return collector.batches;
  };
  return {
    app,
    collector,
    watch,
    base,
    ask: (path, init) => fetch(base + path, init),
    sent,
    calls: async () => callsOf(await sent()),
  };
}
