import type { Signal } from '../../lib/detection';
import { LOGIN_OUTCOMES, SIGNAL } from '../../lib/shared';

const START_MS = Date.UTC(2026, 0, 1);
const EVERY_MS = 10;

interface Login {
  caller: string;
  account: number;
  ok: boolean;
  clientId: number;
}

function signalOf(login: Login, index: number): Signal {
  return {
    atMs: START_MS + index * EVERY_MS,
    kind: SIGNAL.login,
    environmentId: 1,
    endpointId: 2,
    consumerId: 0,
    userAgentId: login.clientId,
    status: login.ok ? 200 : 401,
    traits: 0,
    caller: login.caller,
    account: login.account.toString(16).padStart(32, '0'),
    value: 1 + LOGIN_OUTCOMES.indexOf(login.ok ? 'success' : 'failure'),
  };
}

const address = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const ordinary = (i: number): Login => ({
  caller: address(i % 8_191),
  account: i % 8_191,
  ok: i % 11 !== 0,
  clientId: 1 + (i % 40),
});

/** One of eleven callers that try a new account each time. */
const stuffing = (i: number, ok: boolean): Login => ({
  caller: `203.0.113.${i % 11}`,
  account: 10_000 + i,
  ok,
  clientId: 99,
});

/** Login attempts by number, one every 10 ms, as a project sees them. */
const MIXES: Record<string, (i: number) => Login> = {
  /** People at home, each from one address; one attempt in eleven fails. */
  ordinary,
  /** Eleven callers go through a list, one attempt in 400 succeeds, among four times as many ordinary logins. */
  stuffing: (i) =>
    i % 5 === 0
      ? { caller: `203.0.113.${(i / 5) % 11}`, account: 10_000 + i, ok: i % 2_000 === 0, clientId: 99 }
      : ordinary(i),
  /** Every third attempt succeeds from the start: the good logins weigh against the failures, and none is an entry. */
  'stuffing, one in 3 logs in': (i) => stuffing(i, i % 3 === 0),
  /** Every third attempt succeeds once a thousand have failed: all of these are entries, each a finding. */
  'stuffing, one in 3 enters': (i) => stuffing(i, i >= 1_000 && i % 3 === 0),
  /** Fifty thousand callers, nearly every pair of caller and account new. */
  botnet: (i) => ({ caller: address(i % 50_021), account: i % 60_013, ok: i % 200 === 0, clientId: 99 }),
  /** Two hundred accounts, each tried from everywhere. */
  'botnet on 200 accounts': (i) => ({ caller: address(i % 5_003), account: i % 200, ok: false, clientId: 99 }),
};

/** Each mix, as a function that makes the signals from `first` on. */
export const workloads = Object.entries(MIXES).map(([name, loginAt]) => ({
  name,
  signals: (first: number, count: number): Signal[] =>
    Array.from({ length: count }, (_, index) => signalOf(loginAt(first + index), first + index)),
}));
