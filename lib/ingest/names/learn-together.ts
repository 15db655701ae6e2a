import { dictionaryKeyText } from '../../storage';
import { NEWS } from './learn-routes';
import type { NameQuery, WantedName } from './name-query';
import type { Shelf } from './shelf';

/** Reads or makes names; true when they are to be looked up on a new shelf. */
type Learn = (shelf: Shelf, query: NameQuery) => Promise<boolean>;

interface Group {
  query: NameQuery;
  names: Map<string, WantedName>;
  learned: Promise<boolean>;
}

/** Of larger batches parts go into groups of their own. */
const PART = NEWS / 2;
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

/** A query in parts, none of which asks for more than a group takes. */
function partsOf(query: NameQuery): NameQuery[] {
  const parts: NameQuery[] = [];
  for (let at = 0; at < query.names.length; at += PART) {
    parts.push({ ...query, names: query.names.slice(at, at + PART) });
  }
  return parts;
}

/** Is there room for all that is asked for? Of the paths of a group each is looked at. */
const hasRoom = ({ names }: Group, query: NameQuery): boolean => names.size + query.names.length <= NEWS;

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
  const begin = (shelf: Shelf, group: Group): Promise<boolean> => {
    const { query, names } = group;
    const groups = waiting.get(shelf);
    if (groups?.get(daysOf(query)) === group) groups.delete(daysOf(query));
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
  const add = (shelf: Shelf, part: NameQuery): Promise<boolean> => {
    const groups = waiting.get(shelf) ?? new Map<string, Group>();
    waiting.set(shelf, groups);
    const known = groups.get(daysOf(part));
    const group = known && hasRoom(known, part) ? known : open(shelf, part);
    groups.set(daysOf(part), group);
    join(group, part);
    return group.learned;
  };
  return async (shelf, query) => {
    const parts = await Promise.all(partsOf(query).map((part) => add(shelf, part)));
    return parts.includes(true);
  };
}
