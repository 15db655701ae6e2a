import type { Call } from '../../sdk/src/core';
import { systemEffects } from '../../sdk/src/core/send/effects';
import { encodeBatch } from '../../sdk/src/core/send/encode';
import { seeded } from '../../demo/random';

const CALLS = 500;
const ROUTES = ['/users/:id', '/orders', '/search', '/cart/items/:item', '/health'];

function makeCalls(): Call[] {
  const random = seeded(7);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: CALLS }, (_, row) => {
    const route = ROUTES[upTo(ROUTES.length)] ?? '/';
    return {
      startedAtMs: 1_700_000_000_000 + row * 2 + upTo(3),
      durationUs: 500 + upTo(90_000),
      method: 'GET',
      route,
      status: random() < 0.05 ? 404 : 200,
      path: route.replace(/:\w+/, String(upTo(100_000))),
      requestBytes: 0,
      responseBytes: upTo(5000),
      caller: `203.0.113.${upTo(200)}`,
      consumer: `customer-${upTo(50)}`,
      userAgent: `client/${upTo(20)}.0`,
      account: undefined,
      trace: undefined,
      error: undefined,
      login: 0,
      marks: 0,
      contentType: 0,
      retryAfter: -1,
    };
  });
}

/** Bytes on the wire for each call of a gzipped batch of 500, with 200 callers, 50 consumers and 20 user agents. */
export async function bytesPerCall(): Promise<number> {
  const head = {
    batchId: 'f'.repeat(32),
    sdk: 'node/0.1.0',
    instance: 'f'.repeat(16),
    version: '1.0.0',
    dropped: {},
    routes: undefined,
  };
  const batch = encodeBatch(makeCalls(), head, { allowedQuery: new Set() });
  return (await systemEffects.compress(JSON.stringify(batch))).length / CALLS;
}
