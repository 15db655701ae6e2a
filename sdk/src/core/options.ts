import type { IncomingMessage } from 'node:http';
import type { Log } from './log';

export interface Options {
  /** Ingest key of one environment; default `CALLWATCH_KEY`. */
  key?: string | undefined;
  /** Where Callwatch runs; default `CALLWATCH_URL`. */
  url?: string | undefined;
  /** Version of the app; a new one marks a deploy on the charts. Default: the version that npm started. */
  version?: string | undefined;
  /** Who is calling, as the API knows it; asked when the call is over. What it returns is sent as it is. */
  consumer?(request: IncomingMessage): string | null | undefined;
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

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** The base URL and the key, or the reason why the SDK must stay off. */
export function readTarget(options: Options, env: Record<string, string | undefined>): Target | string {
  const key = options.key ?? env.CALLWATCH_KEY;
  const address = options.url ?? env.CALLWATCH_URL;
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) return 'no usable key: set CALLWATCH_KEY or pass { key }';
  if (address === undefined || !URL.canParse(address)) return 'no usable URL: set CALLWATCH_URL or pass { url }';
  const url = new URL(address);
  if (url.protocol === 'https:') return { url, key };
  if (url.protocol !== 'http:') return `unusable URL ${url.protocol}//…: use https`;
  if (LOOPBACK.test(url.hostname) || options.allowInsecureTransport === true) return { url, key };
  return `the key must not go over plain HTTP to ${url.host}: use https, or pass { allowInsecureTransport: true }`;
}
