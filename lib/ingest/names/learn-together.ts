import { dictionaryKeyText } from '../../storage';
import type { NameQuery, WantedName } from './name-query';
import type { Shelf } from './shelf';

/** Reads or makes names; true when they are to be looked up on a new shelf. */
type Learn = (shelf: Shelf, query: NameQuery) => Promise<boolean>;

interface Group {
  query: NameQuery;
  names: Map<string, WantedName>;
  learned: Promise<boolean>;
}

const DAY_MS = 86_400_000;
const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);
/** The bounds of a dictionary go by when its names were seen: calls of other days are counted by themselves. */
const daysOf = ({ firstCallAt, lastCallAt }: NameQuery): string => `${dayOf(firstCallAt)} ${dayOf(lastCallAt)}`;

const both = (name: WantedName, { mayMake, fromPath, answeredCalls, isLogin }: WantedName): WantedName => ({
  key: name.key,
  mayMake: name.mayMake || mayMake,
  fromPath: name.fromPath && fromPath,
  answeredCalls: name.answeredCalls + answeredCalls,
  isLogin: name.isLogin === true || isLogin === true,
});

/** What another batch asks for goes with the group. */
function join(group: Group, query: NameQuery): void {
  const { firstCallAt, lastCallAt } = group.query;
  for (const name of query.names) {
    const text = dictionaryKeyText(name.key);
    const known = group.names.get(text);
    group.names.set(text, known ? both(known, name) : name);
  }
  group.query = {
    ...query,
    firstCallAt: firstCallAt < query.firstCallAt ? firstCallAt : query.firstCallAt,
    lastCallAt: lastCallAt > query.lastCallAt ? lastCallAt : query.lastCallAt,
  };
}

/**
 * Learns on one shelf one at a time; batches that come meanwhile learn together, next. Names are made under a lock of the dictionary: each
 * batch by itself would wait for it with a connection of its own, which those of other projects need.
 */
export function learnTogether(learn: Learn): Learn {
  const last = new WeakMap<Shelf, Promise<unknown>>();
  const waiting = new WeakMap<Shelf, Map<string, Group>>();
  const begin = (shelf: Shelf, { query, names }: Group): Promise<boolean> => {
    waiting.get(shelf)?.delete(daysOf(query));
    return learn(shelf, { ...query, names: [...names.values()] });
  };
  const open = (shelf: Shelf, query: NameQuery): Group => {
    const before = last.get(shelf) ?? Promise.resolve();
    const group: Group = { query, names: new Map(), learned: before.then(() => begin(shelf, group)) };
    last.set(
      shelf,
      group.learned.catch(() => undefined),
    );
    return group;
  };
  return (shelf, query) => {
    const groups = waiting.get(shelf) ?? new Map<string, Group>();
    waiting.set(shelf, groups);
    const group = groups.get(daysOf(query)) ?? open(shelf, query);
    groups.set(daysOf(query), group);
    join(group, query);
    return group.learned;
  };
}
