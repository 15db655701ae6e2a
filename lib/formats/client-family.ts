import type { ClientKind } from '../shared';

/** The client that a user agent names, by the texts that tell it apart. */
export interface ClientFamily {
  kind: ClientKind;
  name: string;
  /** One of these is in the user agent, whatever the case, and none of those. Empty: nothing tells it. */
  has: readonly string[];
  not: readonly string[];
}

const BOTS = ['bot', 'crawl', 'spider'];
const EDGE = ['edg/', 'edga/', 'edgios/'];
const OTHER: ClientFamily = { kind: 'other', name: 'Other', has: [], not: [] };
const NONE: ClientFamily = { kind: 'none', name: 'No user agent', has: [], not: [] };

type Row = readonly [kind: ClientKind, name: string, has: readonly string[], not?: readonly string[]];

/** The first that fits counts; bots are left out where nothing else is said. */
const ROWS: readonly Row[] = [
  ['bot', 'Bots and crawlers', BOTS, []],
  ['bot', 'Uptime checks', ['uptime', 'pingdom', 'statuscake', 'healthcheck', 'kube-probe']],
  ['library', 'curl', ['curl/']],
  ['library', 'Wget', ['wget/']],
  ['library', 'Python', ['python-requests', 'python-httpx', 'aiohttp', 'python-urllib']],
  ['library', 'Node', ['axios/', 'node-fetch', 'undici', 'got (']],
  ['library', 'OkHttp', ['okhttp/']],
  ['library', 'Java', ['java/', 'java-http-client', 'apache-httpclient']],
  ['library', 'Go', ['go-http-client', 'go-resty']],
  ['library', 'Ruby', ['faraday', 'ruby', 'rest-client']],
  ['library', 'PHP', ['guzzlehttp', 'php/', 'symfony httpclient']],
  ['library', '.NET', ['restsharp', 'dotnet', '.net/']],
  ['library', 'Rust', ['reqwest/', 'hyper/']],
  ['library', 'Tools for APIs', ['postmanruntime', 'insomnia', 'bruno']],
  ['app', 'Apps', ['cfnetwork', 'dalvik', '(ios', '(android', 'dart/', 'expo'], [...BOTS, 'mozilla/']],
  ['browser', 'Edge', EDGE],
  ['browser', 'Opera', ['opr/']],
  ['browser', 'Firefox', ['firefox/', 'fxios/']],
  ['browser', 'Chrome', ['chrome/', 'crios/'], [...BOTS, ...EDGE, 'opr/']],
  ['browser', 'Safari', ['safari/'], [...BOTS, ...EDGE, 'chrome/', 'crios/', 'fxios/', 'opr/']],
];
const FAMILIES = ROWS.map(([kind, name, has, not = BOTS]): ClientFamily => ({ kind, name, has, not }));

/** Which client a user agent names; null or empty: the call had none. */
export function clientFamilyOf(userAgent: string | null): ClientFamily {
  if (!userAgent) return NONE;
  const text = userAgent.toLowerCase();
  const fits = ({ has, not }: ClientFamily): boolean =>
    has.some((part) => text.includes(part)) && !not.some((part) => text.includes(part));
  return FAMILIES.find(fits) ?? OTHER;
}
