import type { ChildProcess } from 'node:child_process';
import { quantile } from '../support/quantile';
import { bytesPerCall } from './bytes-per-call';
import { openHost, openLoad, type Host } from './host';
import { folderOf, PEERS, type Peer } from './peers';

/** Rounds of all variants, one after the other, so that what else the machine does meets all of them. */
const ROUNDS = 9;
const CALLS = 4000;
const WARM_CALLS = 8000;

interface Measured {
  /** Processor microseconds a call of each round. */
  usPerCall: number[];
  /** Bytes that the library sent for each call. */
  sentBytesPerCall: number;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const isPeer = (name: string): name is Peer => Object.hasOwn(PEERS, name);

async function openAll(load: ChildProcess, write: (line: string) => void): Promise<Map<string, Host>> {
  const hosts = new Map([
    ['bare', await openHost('bare', load)],
    ['callwatch', await openHost('callwatch', load)],
  ]);
  for (const peer of Object.keys(PEERS).filter(isPeer)) {
    const folder = await folderOf(peer);
    if (folder === undefined) write(`${peer} is missing: it could not be installed (is there a network?)`);
    else hosts.set(peer, await openHost(peer, load, folder));
  }
  return hosts;
}

async function measure(hosts: ReadonlyMap<string, Host>): Promise<Map<string, Measured>> {
  for (const host of hosts.values()) await host.cpuUs(WARM_CALLS);
  const sent = new Map([...hosts].map(([name, { sink }]) => [name, sink.bytes()]));
  const times = new Map<string, number[]>([...hosts.keys()].map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, host] of hosts) times.get(name)?.push((await host.cpuUs(CALLS)) / CALLS);
  }
  return new Map(
    [...hosts].map(([name, { sink }]) => {
      const sentBytesPerCall = (sink.bytes() - (sent.get(name) ?? 0)) / (ROUNDS * CALLS);
      return [name, { usPerCall: times.get(name) ?? [], sentBytesPerCall }];
    }),
  );
}

/** The median over the rounds of what a variant took more than the bare app in the same round. */
function addedUs(measured: ReadonlyMap<string, Measured>, name: string): number | undefined {
  const bare = measured.get('bare')?.usPerCall ?? [];
  const own = measured.get(name)?.usPerCall;
  return own && median(own.map((us, round) => us - (bare[round] ?? Number.NaN)));
}

function print(measured: ReadonlyMap<string, Measured>, write: (line: string) => void): void {
  write(`${''.padEnd(16)}${'µs a call'.padStart(12)}${'added µs'.padStart(12)}${'bytes sent a call'.padStart(20)}`);
  for (const [name, { usPerCall, sentBytesPerCall }] of measured) {
    const added = name === 'bare' ? '' : (addedUs(measured, name)?.toFixed(1) ?? '');
    const bytes = name === 'bare' ? '' : sentBytesPerCall.toFixed(0);
    write(`${name.padEnd(16)}${median(usPerCall).toFixed(1).padStart(12)}${added.padStart(12)}${bytes.padStart(20)}`);
  }
}

const round = (value: number | undefined): number | null => (value === undefined ? null : Number(value.toPrecision(4)));

/**
 * Processor time that the SDK adds to a call of a small Express API, beside Apitally, OpenTelemetry and Sentry in the same
 * run: the server's own process, under the same load from another one. A peer that cannot be installed is null.
 */
export async function runSdk(write: (line: string) => void): Promise<Record<string, number | null>> {
  const load = openLoad();
  const hosts = await openAll(load, write);
  try {
    const measured = await measure(hosts);
    print(measured, write);
    const bytes = await bytesPerCall();
    write(`bytes a call of a gzipped batch of 500: ${bytes.toFixed(1)}`);
    const added = addedUs(measured, 'callwatch') ?? Number.NaN;
    const opentelemetry = addedUs(measured, 'opentelemetry');
    return {
      addedUsPerCall: round(added),
      bytesPerCall: round(bytes),
      appUsPerCall: round(median(measured.get('bare')?.usPerCall ?? [])),
      apitallyAddedUsPerCall: round(addedUs(measured, 'apitally')),
      opentelemetryAddedUsPerCall: round(opentelemetry),
      sentryAddedUsPerCall: round(addedUs(measured, 'sentry')),
      ratioToOpentelemetry: round(opentelemetry && added / opentelemetry),
    };
  } finally {
    for (const host of hosts.values()) host.close();
    load.disconnect();
  }
}
