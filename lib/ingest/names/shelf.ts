import type { RouteParameters } from '../../formats';
import type { DictionaryName, NameEntry } from '../../storage';
import { dictionaryKeyText } from '../../storage';

export interface NamedEntry {
  id: number;
  isLogin: boolean;
  /** Its calls are taken and not stored. */
  ignored: boolean;
  /** Of endpoints: the route that it has in the dictionary. */
  route: string;
  /** Calls that this process has taken of it. */
  readonly taken: Taken;
}

export interface Taken {
  calls: number;
}

/** What a process knows of one dictionary of a project. */
export interface Shelf {
  entries: Map<string, NamedEntry>;
  /** Of endpoints: null until they are read. */
  parameters: RouteParameters | null;
  taken: Map<number, Taken>;
  /** Until then no new names are asked for. */
  fullUntilMs: number;
  warnedAtMs: number;
}

export const newShelf = (): Shelf => ({
  entries: new Map(),
  parameters: null,
  taken: new Map(),
  fullUntilMs: 0,
  warnedAtMs: -Infinity,
});

/** A shelf that must be filled again; what was counted, and that it is full, is still so. */
export const emptied = ({ taken, fullUntilMs, warnedAtMs }: Shelf): Shelf => ({
  ...newShelf(),
  taken,
  fullUntilMs,
  warnedAtMs,
});

export function put({ entries, taken }: Shelf, found: readonly NameEntry[]): void {
  for (const { key, id, isLogin, ignored, route } of found) {
    const counted = taken.get(id) ?? { calls: 0 };
    taken.set(id, counted);
    entries.set(dictionaryKeyText(key), { id, isLogin, ignored, route, taken: counted });
  }
}

export const shelfName = (projectId: number, dictionary: DictionaryName): string => `${projectId}/${dictionary}`;
