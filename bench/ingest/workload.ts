import { gzipSync } from 'node:zlib';
import type { WireBatch } from '../../sdk/src/wire';

/**
 * The same numbers at every run: 200 endpoints, 20,000 callers (Zipf) of 500 consumers, 2 % of the calls 500, 2 % 404. A
 * caller belongs to one consumer, but for 2 % of its calls.
 */
const ENDPOINTS = 200;
const CONSUMERS = 500;
const CALLERS = 20_000;
const STRAY = 0.02;
const SPREAD_MS = 120_000;

const zipf = (random: () => number, size: number): number => Math.min(size - 1, Math.floor(size ** random()) - 1);
const addressOf = (index: number): string => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const ROUTES = Array.from({ length: ENDPOINTS }, (_, at) => `/v1/resource${at}/:id`);
const AGENTS = Array.from({ length: 40 }, (_, at) => `client/${at}.0 (bench)`);

/** Gives each distinct value of a batch an index, as the SDK does. */
class Column {
  readonly values: string[] = [];
  readonly indexes: number[] = [];
  private readonly known = new Map<string, number>();

  add(value: string): void {
    const index = this.known.get(value) ?? this.values.push(value) - 1;
    this.known.set(value, index);
    this.indexes.push(index);
  }
}

/** A batch of `calls` that finished within the last two minutes. */
export function makeBatch({ calls, random, nowMs }: { calls: number; random: () => number; nowMs: number }): WireBatch {
  const names = { methods: new Column(), routes: new Column(), paths: new Column() };
  const parties = { callers: new Column(), consumers: new Column(), userAgents: new Column() };
  const startedAtMs: number[] = [];
  const status: number[] = [];
  const durationUs: number[] = [];
  const responseBytes: number[] = [];
  for (let at = 0; at < calls; at += 1) {
    const endpoint = zipf(random, ENDPOINTS);
    names.methods.add(METHODS[endpoint % METHODS.length] ?? 'GET');
    names.routes.add(ROUTES[endpoint] ?? '/');
    names.paths.add(`/v1/resource${endpoint}/${Math.floor(random() * 1e6)}`);
    const caller = zipf(random, CALLERS);
    parties.callers.add(addressOf(caller));
    parties.consumers.add(`customer-${(random() < STRAY ? zipf(random, CALLERS) : caller) % CONSUMERS}`);
    parties.userAgents.add(AGENTS[zipf(random, AGENTS.length)] ?? '');
    durationUs.push(Math.round(1_000 * Math.exp(1 + 2 * random())));
    startedAtMs.push(Math.round(nowMs - SPREAD_MS * random() - 100));
    status.push(random() < 0.02 ? 500 : random() < 0.02 ? 404 : 200);
    responseBytes.push(Math.floor(random() * 5_000));
  }
  const batchId = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return {
    v: 1,
    batchId,
    sdk: 'bench/1.0.0',
    instance: 'bench',
    dict: {
      methods: names.methods.values,
      routes: names.routes.values,
      paths: names.paths.values,
      callers: parties.callers.values,
      consumers: parties.consumers.values,
      userAgents: parties.userAgents.values,
    },
    calls: {
      startedAtMs,
      method: names.methods.indexes,
      route: names.routes.indexes,
      path: names.paths.indexes,
      status,
      durationUs,
      responseBytes,
      caller: parties.callers.indexes,
      consumer: parties.consumers.indexes,
      userAgent: parties.userAgents.indexes,
    },
  };
}

export const encodeBatch = (batch: WireBatch): Buffer => gzipSync(JSON.stringify(batch));
