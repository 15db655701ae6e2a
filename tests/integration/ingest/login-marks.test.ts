import { expect, it } from 'vitest';
import { LOGIN } from '../../../sdk/src/wire';
import { SIGNAL } from '../../../lib/shared';
import { GZIP, gzip, startIngest, wireBatch } from './harness';

it('a storm of token refreshes that the SDK does not mark is no login, though the endpoint has logins', async () => {
  const world = await startIngest();
  const tokens = (count: number, login: number): Buffer => {
    const batch = wireBatch(count, { dict: { methods: ['POST'], routes: ['/oauth/token'], callers: ['192.0.2.7'] } });
    const each = <T>(value: T): T[] => Array.from({ length: count }, () => value);
    Object.assign(batch.calls, { status: each(401), login: each(login) });
    return gzip(batch);
  };
  expect((await world.post(tokens(1, LOGIN.failure), GZIP)).body.accepted).toBe(1);
  expect(await world.count('select count(*) from endpoint where is_login')).toBe(1);
  expect((await world.post(tokens(300, LOGIN.none), GZIP)).body.accepted).toBe(300);
  expect(await world.count('select count(*) from call where flags & 3 <> 0')).toBe(1);
  expect(await world.count(`select count(*) from signal where kind = ${SIGNAL.unauthorized}`)).toBe(300);
});
