import { createHash, createHmac } from 'node:crypto';
import { CONTENT_TYPE, type WireBatch } from '../../sdk/src/wire';
import type { PastCall } from './past-call';

/** Gives every distinct text its place in a dictionary; -1 for null. */
class Dictionary {
  readonly values: string[] = [];
  private readonly places = new Map<string, number>();

  place(value: string | null): number {
    if (value === null) return -1;
    const known = this.places.get(value);
    if (known !== undefined) return known;
    this.places.set(value, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}

function accountHash(key: Buffer, account: string): string {
  return createHmac('sha256', key).update(account.trim().normalize('NFKC').toLowerCase()).digest('hex').slice(0, 32);
}

function batchIdOf(calls: readonly PastCall[]): string {
  const times = `${calls[0]?.startedAtMs} ${calls.at(-1)?.startedAtMs} ${calls.length}`;
  return createHash('sha256').update(`demo history ${times}`).digest('hex').slice(0, 32);
}

/** Past calls as one columnar batch. The batch id follows from the calls, so sending them again changes nothing. */
export function encodeBatch(calls: readonly PastCall[], accountKey: Buffer): WireBatch {
  const [methods, routes, paths, environments] = [
    new Dictionary(),
    new Dictionary(),
    new Dictionary(),
    new Dictionary(),
  ];
  const [callers, consumers, userAgents, accounts] = [
    new Dictionary(),
    new Dictionary(),
    new Dictionary(),
    new Dictionary(),
  ];
  const column = <T>(read: (call: PastCall) => T): T[] => calls.map(read);
  return {
    v: 1,
    batchId: batchIdOf(calls),
    sdk: 'demo/1',
    instance: '0000000000000000',
    calls: {
      startedAtMs: column((call) => call.startedAtMs),
      method: column((call) => methods.place(call.method)),
      route: column((call) => routes.place(call.route)),
      path: column((call) => paths.place(call.path)),
      status: column((call) => call.status),
      durationUs: column((call) => call.durationUs),
      requestBytes: column((call) => call.requestBytes),
      responseBytes: column((call) => call.responseBytes),
      caller: column((call) => callers.place(call.caller)),
      consumer: column((call) => consumers.place(call.consumer)),
      userAgent: column((call) => userAgents.place(call.userAgent)),
      account: column((call) => accounts.place(call.account)),
      environment: column((call) => environments.place(call.environment)),
      login: column((call) => call.login),
      contentType: column((call) => (call.requestBytes > 0 ? CONTENT_TYPE.json : CONTENT_TYPE.none)),
      retryAfter: column((call) => call.retryAfter),
    },
    dict: {
      methods: methods.values,
      routes: routes.values,
      paths: paths.values,
      callers: callers.values,
      consumers: consumers.values,
      userAgents: userAgents.values,
      accounts: accounts.values.map((account) => accountHash(accountKey, account)),
      environments: environments.values,
    },
  };
}
