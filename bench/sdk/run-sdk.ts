import type { ChildProcess } from 'node:child_process';
import { quantile } from '../support/quantile';
import { bytesPerCall } from './bytes-per-call';
import { openHost, openLoad, type Host } from './host';
import { folderOf, PEERS, type Peer } from './peers';

/**
 * Pairs of processes, one of the bare app and one with a library in it, fresh each time: how the same code was compiled and
 * laid out in memory makes 10 µs a call between two processes, so that a single pair measures its luck.
 */
const PAIRS = 7;
/** Turns that the two of a pair take: what else the machine does meets both of them, and neither cools down meanwhile. */
const TURNS = 4;
const CALLS = 4000;
const WARM_CALLS = 8000;

interface Measured {
  /** Processor microseconds a call of each turn, without and with the library. */
  bareUs: number[];
  ownUs: number[];
  /** Bytes that the library sent in its turns. */
  sentBytes: number;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const isPeer = (name: string): name is Peer => Object.hasOwn(PEERS, name);

/** The libraries that can be run, each with the folder it is installed in. */
async function libraries(write: (line: string) => void): Promise<Map<string, string>> {
  const found = new Map([['callwatch', '']]);
  for (const peer of Object.keys(PEERS).filter(isPeer)) {
    const folder = await folderOf(peer);
    if (folder === undefined) write(`${peer} is missing: it could not be installed (is there a network?)`);
    else found.set(peer, folder);
  }
  return found;
}

/** Adds the turns of one pair. */
async function measurePair([bare, own]: readonly [Host, Host], measured: Measured): Promise<void> {
  for (const host of [bare, own]) await host.cpuUs(WARM_CALLS);
  const warmBytes = own.sink.bytes();
  for (let turn = 0; turn < TURNS; turn += 1) {
    measured.bareUs.push((await bare.cpuUs(CALLS)) / CALLS);
    measured.ownUs.push((await own.cpuUs(CALLS)) / CALLS);
  }
  measured.sentBytes += own.sink.bytes() - warmBytes;
}

async function measure(folders: ReadonlyMap<string, string>, load: ChildProcess): Promise<Map<string, Measured>> {
  const all = new Map(
    [...folders.keys()].map((name): [string, Measured] => [name, { bareUs: [], ownUs: [], sentBytes: 0 }]),
  );
  for (let pair = 0; pair < PAIRS; pair += 1) {
    for (const [name, measured] of all) {
      const hosts = [await openHost('bare', load), await openHost(name, load, folders.get(name))] as const;
      await measurePair(hosts, measured).finally(() => hosts.forEach((host) => host.close()));
    }
  }
  return all;
}

/** The median over all turns of what the app took more with the library than without in the same turn. */
const addedUs = ({ bareUs, ownUs }: Measured): number =>
  median(ownUs.map((us, turn) => us - (bareUs[turn] ?? Number.NaN)));

function print(measured: ReadonlyMap<string, Measured>, write: (line: string) => void): void {
  const cells = (...values: string[]): string => values.map((value) => value.padStart(14)).join('');
  write(''.padEnd(16) + cells('bare µs', 'with it µs', 'added µs', 'bytes a call'));
  for (const [name, of] of measured) {
    const figures = [median(of.bareUs), median(of.ownUs), addedUs(of)].map((us) => us.toFixed(1));
    write(name.padEnd(16) + cells(...figures, (of.sentBytes / (PAIRS * TURNS * CALLS)).toFixed(0)));
  }
}

const round = (value: number | undefined): number | null => (value === undefined ? null : Number(value.toPrecision(4)));

/**
 * Processor time that the SDK adds to a call of a small Express API, beside Apitally, OpenTelemetry and Sentry in the same
 * run: the server's own process, under the same load from another one. A peer that cannot be installed is null.
 */
export async function runSdk(write: (line: string) => void): Promise<Record<string, number | null>> {
  const load = openLoad();
  try {
    const measured = await measure(await libraries(write), load);
    print(measured, write);
    const bytes = await bytesPerCall();
    write(`bytes a call of a gzipped batch of 500: ${bytes.toFixed(1)}`);
    const added = (name: string): number | undefined => {
      const of = measured.get(name);
      return of && addedUs(of);
    };
    const [own = Number.NaN, opentelemetry] = [added('callwatch'), added('opentelemetry')];
    return {
      addedUsPerCall: round(own),
      bytesPerCall: round(bytes),
      appUsPerCall: round(median(measured.get('callwatch')?.bareUs ?? [])),
      apitallyAddedUsPerCall: round(added('apitally')),
      opentelemetryAddedUsPerCall: round(opentelemetry),
      sentryAddedUsPerCall: round(added('sentry')),
      ratioToOpentelemetry: round(opentelemetry && own / opentelemetry),
    };
  } finally {
    load.disconnect();
  }
}
