import type { WireBatch, WireColumns, WireDictionary } from '../../wire';
import type { Call } from '../call';
import { hashAccount } from '../redact/account';
import { pathOf, redactUrl } from '../redact/path';
import { scrub } from '../redact/secrets';

export interface BatchHead {
  batchId: string;
  sdk: string;
  instance: string;
  version: string | undefined;
  dropped: Record<string, number>;
  routes: string[] | undefined;
}

export interface Redaction {
  allowedQuery: ReadonlySet<string>;
  /** Undefined until the server has given it: accounts are left out then. */
  accountKey: Buffer | undefined;
}

/** Gives each distinct value an index; `write` turns a value into what is sent, once per value. */
function dictionary(write: (value: string) => string = (value) => value) {
  const indexes = new Map<string, number>();
  const values: string[] = [];
  return {
    values,
    index(value: string | undefined): number {
      if (value === undefined) return -1;
      const known = indexes.get(value);
      if (known !== undefined) return known;
      indexes.set(value, values.length);
      return values.push(write(value)) - 1;
    },
  };
}

/** Everything textual that leaves the process passes through one of these, redacted. */
function createDictionaries({ allowedQuery, accountKey }: Redaction) {
  return {
    methods: dictionary(),
    routes: dictionary((route) => route.slice(0, 512)),
    paths: dictionary((url) => redactUrl(url, allowedQuery)),
    consumers: dictionary((name) => name.slice(0, 128)),
    userAgents: dictionary((text) => scrub(text, 256)),
    callers: dictionary(),
    accounts: dictionary((account) => (accountKey === undefined ? '' : hashAccount(accountKey, account))),
    traces: dictionary(),
    errors: dictionary(),
  };
}

/** The path goes along only when the route does not say it already. */
function sentPath({ url, route }: Call, { allowedQuery }: Redaction): string | undefined {
  if (allowedQuery.size > 0 && url.includes('?')) return url;
  const path = pathOf(url);
  return path === route ? undefined : path;
}

type OptionalColumn = [name: Exclude<keyof WireColumns, 'environment'>, none: number, read: (call: Call) => number];

function columnsOf(calls: readonly Call[], dict: ReturnType<typeof createDictionaries>, redaction: Redaction) {
  const columns: WireColumns = {
    startedAtMs: calls.map((call) => call.startedAtMs),
    method: calls.map((call) => dict.methods.index(call.method)),
    route: calls.map((call) => dict.routes.index(call.route)),
    status: calls.map((call) => call.status),
    durationUs: calls.map((call) => call.durationUs),
  };
  const optional: OptionalColumn[] = [
    ['path', -1, (call) => dict.paths.index(sentPath(call, redaction))],
    ['requestBytes', -1, (call) => call.requestBytes],
    ['responseBytes', -1, (call) => call.responseBytes],
    ['caller', -1, (call) => dict.callers.index(call.caller)],
    ['consumer', -1, (call) => dict.consumers.index(call.consumer)],
    ['userAgent', -1, (call) => dict.userAgents.index(call.userAgent)],
    ['account', -1, (call) => (redaction.accountKey === undefined ? -1 : dict.accounts.index(call.account))],
    ['trace', -1, (call) => dict.traces.index(call.trace)],
    ['error', -1, (call) => dict.errors.index(call.error)],
    ['login', 0, (call) => call.login],
    ['marks', 0, (call) => call.marks],
    ['retryAfter', -1, (call) => call.retryAfter],
  ];
  for (const [name, none, read] of optional) {
    const values = calls.map(read);
    if (values.some((value) => value !== none)) columns[name] = values;
  }
  return columns;
}

/** Calls → the columnar batch of wire.ts. Columns and dictionaries without a value are left out. */
export function encodeBatch(calls: readonly Call[], head: BatchHead, redaction: Redaction): WireBatch {
  const { version, dropped, routes, ...identity } = head;
  const dictionaries = createDictionaries(redaction);
  const columns = columnsOf(calls, dictionaries, redaction);
  const dict: WireDictionary = { methods: [], routes: [] };
  for (const [name, { values }] of Object.entries(dictionaries)) {
    if (values.length > 0) Object.assign(dict, { [name]: values });
  }
  return {
    v: 1,
    ...identity,
    ...(version !== undefined && { version }),
    ...(Object.keys(dropped).length > 0 && { dropped }),
    ...(routes !== undefined && { routes }),
    dict,
    calls: columns,
  };
}
