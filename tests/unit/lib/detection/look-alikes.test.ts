import { describe, expect, it } from 'vitest';
import { atLeast, SIGNAL } from '../../../../lib/shared';
import { signalOf, type Signal } from '../../../../lib/detection';
import { account, attempts, HOUR, login, MINUTE, run, SECOND } from './simulate';

const DAY = 24 * HOUR;
const OFFICE = { caller: '198.51.100.1' };
const same = () => ({});
const known = login({ at: 0, ok: true });

/** Person `index` of an office, who fails and logs in at the given milliseconds. */
const person = (index: number, { failsAt = [] as number[], okAt = [] as number[] }): Signal[] => [
  ...failsAt.map((at) => login({ at, account: account(index), ...OFFICE })),
  ...okAt.map((at) => login({ at, ok: true, account: account(index), ...OFFICE })),
];
const crowd = (count: number, make: (index: number) => Signal[]): Signal[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();

const silent = (name: string, signals: readonly Signal[]): void =>
  it(name, () => expect(run(signals).findings).toEqual([]));

describe('one account that logged in from this network before stays silent', () => {
  it.each([50, SECOND, 2 * SECOND, 20 * SECOND])(
    'when a buggy client retries its stale password 200 times, one try each %i ms',
    (everyMs) => expect(run([known, ...attempts(200, everyMs, same, HOUR)]).findings).toEqual([]),
  );
  silent('when another machine of the network retries it', [
    known,
    ...attempts(200, SECOND, () => ({ caller: '203.0.113.200' }), HOUR),
  ]);
  silent('when the first login was backfill', [
    login({ at: 0, ok: true, backfill: true }),
    ...attempts(200, SECOND, same, HOUR),
  ]);
  silent('when its owner forgot the password and gets in at last', [
    known,
    ...attempts(30, 15 * SECOND, same, HOUR),
    login({ at: HOUR + 10 * MINUTE, ok: true }),
  ]);
  silent('in a load test whose logins all fail', [known, ...attempts(3_000, 20, same, HOUR)]);
  silent('in a load test in which every fiftieth login fails', [
    known,
    ...attempts(3_000, 20, (index) => ({ ok: index % 50 !== 49 }), HOUR),
  ]);
});

silent('one forgotten password', [...attempts(7, 15 * SECOND, same), login({ at: 3 * MINUTE, ok: true })]);
silent(
  'people all over the world, one failure each',
  attempts(2_000, 200, (index) => ({ account: account(index), caller: `10.${index >> 8}.${index & 255}.1` })),
);

describe('people behind one address stay silent', () => {
  silent(
    'on Monday morning, seen for the first time, one in four with typos',
    crowd(200, (index) => {
      const at = index * 6 * SECOND;
      const failsAt = index % 4 === 0 ? [at, at + 8 * SECOND, at + 16 * SECOND] : [];
      return person(index, { failsAt, okAt: [at + 25 * SECOND] });
    }),
  );
  silent(
    'on the day their passwords expire, when they logged in on days before',
    crowd(150, (index) => {
      const at = DAY + index * 4 * SECOND;
      return person(index, { failsAt: [at, at + 9 * SECOND], okAt: [index * 1_000, at + 10 * MINUTE] });
    }),
  );
  silent('while one of them has a client with a stale password', [
    ...person(1, { okAt: [0] }),
    ...person(1, { failsAt: Array.from({ length: 200 }, (_, index) => HOUR + index * SECOND) }),
    ...crowd(40, (index) => person(100 + index, { okAt: [HOUR + index * 5 * SECOND] })),
  ]);
});

it('a storm of refused token refreshes is no failed login, whoever makes them', () => {
  const refused = signalOf({ status: 401, flags: 0, retryAfterSeconds: -1 });
  expect(refused).toEqual({ kind: SIGNAL.unauthorized, value: null });
  const storm = attempts(2_000, 50, (index) => ({ account: null, caller: `203.0.113.${index % 5}` })).map(
    (signal): Signal => ({ ...signal, kind: SIGNAL.unauthorized, value: null }),
  );
  expect(run(storm).findings).toEqual([]);
});

describe('one account that never logged in from this network', () => {
  const highest = (signals: readonly Signal[]) => run(signals).findings.map(({ severity }) => severity);

  it('is told at medium from 20 failures in five minutes on, since nothing tells an attack from a stale password', () => {
    expect(highest(attempts(19, 10 * SECOND, same)).some((severity) => atLeast(severity, 'medium'))).toBe(false);
    const severities = highest(attempts(200, SECOND, same));
    expect(severities).toContain('medium');
    expect(severities.some((severity) => atLeast(severity, 'high'))).toBe(false);
  });

  it('is silent at nine failures that end in a login, a forgotten password', () => {
    expect(run([...attempts(9, 15 * SECOND, same), login({ at: 6 * MINUTE, ok: true })]).findings).toEqual([]);
  });

  it('is silent from the first login on', () => {
    const before = [...attempts(8, SECOND, same), login({ at: MINUTE, ok: true })];
    expect(run([...before, ...attempts(200, SECOND, same, HOUR)]).findings).toEqual([]);
  });
});
