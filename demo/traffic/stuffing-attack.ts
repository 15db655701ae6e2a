import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../random';
import { customer } from '../shop/clients';
import { LOGIN } from '../shop/endpoints';
import { send } from './send';

/** Three machines of one network, all driven by the same tool. */
const CALLERS = ['203.0.113.84', '203.0.113.91', '203.0.113.117'];
const USER_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/118.0.0.0';
const TRIES = 96;
const PAUSE_MS = 240;
/** The one customer whose leaked password still works. */
const VICTIM = 317;

export interface AttackOptions {
  port: number;
  random: Random;
  signal: AbortSignal;
}

/** Credential stuffing: a leaked list is tried, one password an account, and the last pair opens an account. */
export async function runStuffingAttack({
  port,
  random,
  signal,
}: AttackOptions): Promise<{ tries: number; entered: string }> {
  const attempt = (index: number, body: { email: string; password: string }): Promise<number> =>
    send(port, {
      method: LOGIN.method,
      path: LOGIN.route,
      caller: CALLERS[index % CALLERS.length] ?? '203.0.113.84',
      userAgent: USER_AGENT,
      consumer: null,
      body,
    });
  for (let index = 0; index < TRIES; index += 1) {
    await attempt(index, { email: `leaked${index}@mail.example`, password: `summer${Math.floor(random() * 9_999)}` });
    await wait(PAUSE_MS * (0.5 + random()), undefined, { signal });
  }
  const victim = customer(VICTIM);
  await attempt(TRIES, victim);
  return { tries: TRIES + 1, entered: victim.email };
}
