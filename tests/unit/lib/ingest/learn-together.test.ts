import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { learnTogether } from '../../../../lib/ingest/names/learn-together';
import type { NameQuery, WantedName } from '../../../../lib/ingest/names/name-query';
import { newShelf } from '../../../../lib/ingest/names/shelf';

interface Learning {
  query: NameQuery;
  end(isOther?: boolean): void;
  fail(error: Error): void;
}

/** Learnings that end when told; `begun` has all of them, in order. */
function open() {
  const begun: Learning[] = [];
  const learn = learnTogether(
    (_, query) =>
      new Promise((resolve, reject) => begun.push({ query, end: (isOther = false) => resolve(isOther), fail: reject })),
  );
  return { begun, learn };
}

const DAY_MS = 86_400_000;
const named = (name: string, changes: Partial<WantedName> = {}): WantedName => ({
  key: [name],
  mayMake: true,
  fromPath: false,
  answeredCalls: 0,
  isLogin: false,
  ...changes,
});
const query = (names: WantedName[], atMs = 0): NameQuery => ({
  dictionary: 'consumer',
  projectId: 1,
  names,
  firstCallAt: new Date(atMs),
  lastCallAt: new Date(atMs + 1_000),
});
const keysOf = ({ query: { names } }: Learning): (string | undefined)[] => names.map(({ key }) => key[0]);

it('what comes while a shelf learns is learned together, once that has ended', async () => {
  const { begun, learn } = open();
  const shelf = newShelf(0);
  const first = learn(shelf, query([named('a')]));
  await turn();
  const others = [learn(shelf, query([named('b')])), learn(shelf, query([named('b'), named('c')]))];
  await turn();
  expect(begun.map(keysOf)).toEqual([['a']]);
  begun[0]?.end();
  expect(await first).toBe(false);
  await turn();
  expect(begun.map(keysOf)).toEqual([['a'], ['b', 'c']]);
  begun[1]?.end(true);
  expect(await Promise.all(others)).toEqual([true, true]);
});

it('a name of two batches may be made if either lets it, with the calls of both', async () => {
  const { begun, learn } = open();
  const shelf = newShelf(0);
  const path = { fromPath: true, mayMake: false };
  void learn(shelf, query([named('a', { ...path, answeredCalls: 2 })], 5_000));
  void learn(shelf, query([named('a', { answeredCalls: 3, isLogin: true })]));
  await turn();
  const [learning] = begun;
  expect(learning?.query.names).toEqual([named('a', { answeredCalls: 5, isLogin: true })]);
  expect(learning?.query.firstCallAt).toEqual(new Date(0));
  expect(learning?.query.lastCallAt).toEqual(new Date(6_000));
});

it('calls of other days learn by themselves, and other shelves beside', async () => {
  const { begun, learn } = open();
  const [shelf, other] = [newShelf(0), newShelf(0)];
  void learn(shelf, query([named('a')]));
  void learn(shelf, query([named('old')], -40 * DAY_MS));
  void learn(other, query([named('b')]));
  await turn();
  expect(begun.map(keysOf)).toEqual([['a'], ['b']]);
  begun[0]?.end();
  await turn();
  expect(begun.map(keysOf)).toEqual([['a'], ['b'], ['old']]);
});

it('a learning that fails is told to those who asked, and the next begins', async () => {
  const { begun, learn } = open();
  const shelf = newShelf(0);
  const failing = learn(shelf, query([named('a')]));
  await turn();
  const next = learn(shelf, query([named('b')]));
  begun[0]?.fail(new Error('no connection'));
  await expect(failing).rejects.toThrow('no connection');
  await turn();
  begun[1]?.end();
  expect(await next).toBe(false);
});

it('as many names as are looked at learn together, the others next', async () => {
  const { begun, learn } = open();
  const shelf = newShelf(0);
  const many = (word: string) => query(Array.from({ length: 1_500 }, (_, at) => named(`${word}${at}`)));
  const learned = [learn(shelf, many('a')), learn(shelf, many('b'))];
  for (let at = 0; at < 2; at += 1) {
    await turn();
    begun[at]?.end(at === 1);
  }
  expect(begun.map(({ query: { names } }) => names.length)).toEqual([1_500, 1_500]);
  expect(await Promise.all(learned)).toEqual([false, true]);
});
