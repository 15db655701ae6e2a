import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sendCalls, stuffingAttack } from '../../tests/support/open-instance';
import { waitFor } from '../../tests/support/wait-for';
import type { Instance } from '../support/instance';

/** A day, one call every 1.7 s. */
const CALLS = 51_840;
const DAY_MS = 86_400_000;
const EVERY_MS = DAY_MS / CALLS;
const POST = 6_480;
const LIVE_EVERY_MS = 1_000;
const LIVE_CALLS = 5;

const ENDPOINTS = [
  ['GET', '/v1/products/{id}'],
  ['GET', '/v1/products'],
  ['GET', '/v1/search'],
  ['POST', '/v1/carts/{id}/lines'],
  ['GET', '/v1/carts/{id}'],
  ['GET', '/v1/stock'],
  ['POST', '/v1/orders'],
  ['GET', '/v1/orders/{id}'],
  ['GET', '/v1/orders'],
  ['DELETE', '/v1/carts/{id}'],
  ['PATCH', '/v1/customers/{id}'],
  ['GET', '/v1/status'],
] as const;
const STATUSES = [200, 200, 200, 201, 200, 200, 404, 200, 304, 200, 200, 200, 200, 429, 200, 200, 500, 200, 200, 200];

/** From 0 to 1, evenly and the same at every run; each odd `turn` gives another order. */
const spread = (index: number, turn: number): number => (index * turn * 0.618_034) % 1;
const pick = <T>(list: readonly T[], share: number): T | undefined => list[Math.floor(list.length * share)];

/** The first endpoints and consumers are called most. */
function callAt(index: number, finishedAtMs: number): Record<string, unknown> {
  const [method, route] = pick(ENDPOINTS, spread(index, 1) ** 2) ?? [];
  return {
    finishedAt: new Date(finishedAtMs).toISOString(),
    method,
    route,
    status: pick(STATUSES, spread(index, 3)),
    durationMs: 4 + 60 * spread(index, 5) + 400 * spread(index, 7) ** 12,
    ip: `192.0.2.${Math.floor(250 * spread(index, 9) ** 2)}`,
    consumer: `customer-${Math.floor(40 * spread(index, 11) ** 2)}`,
    responseBytes: 500 + Math.floor(9_000 * spread(index, 13)),
  };
}

const listed = z.object({ endpoints: z.array(z.object({ id: z.number(), calls: z.number() })) });
const incidents = z.object({ incidents: z.array(z.object({ id: z.number() })) });

/** What a measured page is of. */
export interface Shop {
  endpointId: number;
  /** Null without one. */
  incidentId: number | null;
  stopTraffic(): Promise<void>;
}

/** Stores an attack and the day before it through ingest, then goes on with a few calls a second until told to stop. */
export async function openShop({ url, ingestKey, apiToken, projectId }: Instance): Promise<Shop> {
  const read = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiToken}` };
    return (await fetch(`${url}/api/v1/projects/${projectId}/${path}`, { headers })).json();
  };
  const nowMs = Date.now();
  await sendCalls(url, ingestKey, stuffingAttack(nowMs));
  const attack = await waitFor(async () => incidents.parse(await read('incidents')).incidents[0], {
    timeoutMs: 60_000,
    what: 'the incident',
  });
  for (let first = 0; first < CALLS; first += POST) {
    const calls = Array.from({ length: POST }, (_, at) => callAt(first + at, nowMs - (first + at) * EVERY_MS));
    await sendCalls(url, ingestKey, calls);
  }
  const range = `from=${new Date(nowMs - DAY_MS).toISOString()}&to=${new Date(nowMs).toISOString()}`;
  const { endpoints } = listed.parse(await read(`endpoints?${range}`));
  const busiest = endpoints.toSorted((a, b) => b.calls - a.calls)[0];
  if (!busiest) throw new Error('no endpoint was stored');
  return { endpointId: busiest.id, incidentId: attack.id, stopTraffic: keepCalling({ url, ingestKey }) };
}

/** A few calls a second until told to stop. */
export function keepCalling({ url, ingestKey }: Pick<Instance, 'url' | 'ingestKey'>): () => Promise<void> {
  const stopping = new AbortController();
  const traffic = (async () => {
    for (let beat = 0; !stopping.signal.aborted; beat += 1) {
      const calls = Array.from({ length: LIVE_CALLS }, (_, at) => callAt(beat * LIVE_CALLS + at, Date.now()));
      await sendCalls(url, ingestKey, calls);
      await pause(LIVE_EVERY_MS);
    }
  })();
  traffic.catch(() => undefined); // told by the function that stops it
  return () => {
    stopping.abort();
    return traffic;
  };
}
