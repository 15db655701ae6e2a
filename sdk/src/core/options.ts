import type { IncomingMessage } from 'node:http';

export type Log = (line: string) => void;

/** `Request` is what the framework gives its handlers. */
export interface Options<Request = IncomingMessage> {
  /** Ingest key of one environment; default `CALLWATCH_KEY`. */
  key?: string | undefined;
  /** Where Callwatch runs; default `CALLWATCH_URL`. */
  url?: string | undefined;
  /** Version of the app; a new one marks a deploy on the charts. Default: the version that npm started. */
  version?: string | undefined;
  /** Who is calling, as the API knows it; asked when the call is over. What it returns is sent as it is. */
  consumer?(request: Request): string | null | undefined;
  /** Proxies in front of the API: how many, or their addresses and CIDRs. Default 0: the caller is the peer. */
  trustedProxies?: number | readonly string[] | undefined;
  /** Query parameters whose values may be sent. Default none. */
  queryParameters?: readonly string[] | undefined;
  /** Memory for calls that wait, in bytes. Default 8 MiB. */
  maxQueueBytes?: number | undefined;
  /** Allows the key to go over plain HTTP to another host, as between containers of one private network. */
  allowInsecureTransport?: boolean | undefined;
  /** Where the SDK's own lines go; default one line on stderr. */
  log?: Log | undefined;
}

export interface Target {
  url: URL;
  key: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Writes to the host's log, whose failure is no failure of the host. */
export function say(log: Log | undefined, line: string): void {
  try {
    // oxlint-disable-next-line no-console -- the default log of the SDK
    (log ?? console.warn)(log ? line : `callwatch: ${line}`);
  } catch {
    // Nobody is left to tell.
  }
}

/** The base URL and the key, or the reason why the SDK must stay off. */
export function readTarget(
  { key, url, allowInsecureTransport }: Options<never>,
  env: Record<string, string | undefined>,
): Target | string {
  key ??= env.CALLWATCH_KEY ?? '';
  url ??= env.CALLWATCH_URL ?? '';
  if (!/^[!-~]+$/.test(key)) return 'no usable key: set CALLWATCH_KEY or pass { key }';
  if (!URL.canParse(url)) return 'no usable URL: set CALLWATCH_URL or pass { url }';
  const base = new URL(url);
  const isPlain = base.protocol === 'http:';
  if (base.protocol === 'https:' || (isPlain && (allowInsecureTransport || LOOPBACK.test(base.hostname)))) {
    return { url: base, key };
  }
  return `the key must not go over ${base.protocol} to ${base.host}: use https or pass { allowInsecureTransport: true }`;
}
