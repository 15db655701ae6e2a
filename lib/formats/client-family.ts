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
const UPTIME = ['uptime', 'pingdom', 'statuscake', 'healthcheck', 'kube-probe'];
const WATCHERS = [...UPTIME, ...BOTS];
const PHP = ['guzzlehttp', 'php/', 'symfony httpclient'];
const EDGE = ['edg/', 'edga/', 'edgios/'];
const OTHER: ClientFamily = { kind: 'other', name: 'Other', has: [], not: [] };
const NONE: ClientFamily = { kind: 'none', name: 'No user agent', has: [], not: [] };

type Row = readonly [kind: ClientKind, name: string, has: readonly string[], not?: readonly string[]];

/** Each says all of itself, since a filter of calls tells it so, too: at most 20 texts. What watches is left out where nothing else is said. */
const ROWS: readonly Row[] = [
  ['bot', 'Bots and crawlers', BOTS, UPTIME],
  ['bot', 'Uptime checks', UPTIME, []],
  ['library', 'curl', ['curl/'], [...WATCHERS, ...PHP]],
  ['library', 'Wget', ['wget/']],
  ['library', 'Python', ['python-requests', 'python-httpx', 'aiohttp', 'python-urllib']],
  ['library', 'Node', ['axios/', 'node-fetch', 'undici', 'got (']],
  ['library', 'OkHttp', ['okhttp/']],
  ['library', 'Java', ['java/', 'java-http-client', 'apache-httpclient']],
  ['library', 'Go', ['go-http-client', 'go-resty']],
  ['library', 'Ruby', ['faraday', 'ruby', 'rest-client']],
  ['library', 'PHP', PHP],
  ['library', '.NET', ['restsharp', 'dotnet', '.net/']],
  ['library', 'Rust', ['reqwest/', 'hyper/']],
  ['library', 'Tools for APIs', ['postmanruntime', 'insomnia', 'bruno']],
  ['app', 'Apps', ['cfnetwork', 'dalvik', '(ios', '(android', 'dart/', 'expo'], [...WATCHERS, 'mozilla/', 'okhttp/']],
  ['browser', 'Edge', EDGE],
  ['browser', 'Opera', ['opr/']],
  ['browser', 'Firefox', ['firefox/', 'fxios/']],
  ['browser', 'Chrome', ['chrome/', 'crios/'], [...WATCHERS, ...EDGE, 'opr/']],
  ['browser', 'Safari', ['safari/'], [...WATCHERS, ...EDGE, 'chrome/', 'crios/', 'fxios/', 'opr/']],
];
const FAMILIES = ROWS.map(([kind, name, has, not = WATCHERS]): ClientFamily => ({ kind, name, has, not }));

/**
 * The clients that a user agent names: nearly always one, more where it has the texts of several. Null: the call had none;
 * empty: nothing is known of it.
 */
export function clientFamiliesOf(userAgent: string | null): readonly ClientFamily[] {
  if (userAgent === null) return [NONE];
  const text = userAgent.toLowerCase();
  const fits = ({ has, not }: ClientFamily): boolean =>
    has.some((part) => text.includes(part)) && !not.some((part) => text.includes(part));
  const found = FAMILIES.filter(fits);
  return found.length === 0 ? [OTHER] : found;
}
