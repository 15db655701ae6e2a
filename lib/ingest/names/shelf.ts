import type { RouteParameters } from '../../formats';
import type { DictionaryKey, DictionaryName, NameEntry } from '../../storage';
import { dictionaryKeyText } from '../../storage';

export interface NamedEntry {
  id: number;
  isLogin: boolean;
  /** Its calls are taken and not stored. */
  ignored: boolean;
  /** Of endpoints: the route that it has in the dictionary. */
  route: string;
  /** Calls that this process has taken of it and that the API served. */
  readonly taken: Taken;
}

export interface Taken {
  calls: number;
}

interface Candidate {
  key: DictionaryKey;
  mayMake: boolean;
  fromPath: boolean;
  answeredCalls: number;
  isLogin?: boolean;
}

/** What a process knows of one dictionary of a project. */
export interface Shelf {
  entries: Map<string, NamedEntry>;
  /** Of endpoints: null until they are read. */
  parameters: RouteParameters | null;
  taken: Map<number, Taken>;
  /** Paths that were let make an endpoint although none of their calls was answered. */
  unanswered: { logins: Set<string>; sentOn: Set<string> };
  /** Until then no new names are asked for. */
  fullUntilMs: number;
  /** From then on it must be filled again. */
  keptUntilMs: number;
}

/** Names that something else than Callwatch changed, a person with psql or a restore, are followed after this time. */
const KEPT_MS = 300_000;

export const newShelf = (atMs: number): Shelf => ({
  entries: new Map(),
  parameters: null,
  taken: new Map(),
  unanswered: { logins: new Set(), sentOn: new Set() },
  fullUntilMs: 0,
  keptUntilMs: atMs + KEPT_MS,
});

/** A shelf that must be filled again; what was counted, and that it is full, is still so. */
export const emptied = ({ taken, unanswered, fullUntilMs }: Shelf, atMs: number): Shelf => ({
  ...newShelf(atMs),
  taken,
  unanswered,
  fullUntilMs,
});

/** A stranger can make up any login: so many that were only ever refused become endpoints, a process. */
const LOGINS = 20;
/** He is sent on from any path where http is sent to https: so many that only ever were become endpoints, a process. */
const SENT_ON = 100;

/** May the name get an id if it has none? */
export function admits({ unanswered }: Shelf, candidate: Candidate): boolean {
  const { key, mayMake, fromPath, answeredCalls, isLogin } = candidate;
  if (!mayMake || !fromPath || answeredCalls > 0) return mayMake;
  const [admitted, most] = isLogin ? [unanswered.logins, LOGINS] : [unanswered.sentOn, SENT_ON];
  const text = dictionaryKeyText(key);
  if (admitted.size < most) admitted.add(text);
  return admitted.has(text);
}

export function put({ entries, taken }: Shelf, found: readonly NameEntry[]): void {
  for (const { key, id, isLogin, ignored, route } of found) {
    const counted = taken.get(id) ?? { calls: 0 };
    taken.set(id, counted);
    entries.set(dictionaryKeyText(key), { id, isLogin, ignored, route, taken: counted });
  }
}

export const shelfName = (projectId: number, dictionary: DictionaryName): string => `${projectId}/${dictionary}`;
