import { dictionaryKeyText, markLoginEndpoints, resolveNames } from '../../storage';
import type { DictionaryKey, DictionaryName, Storage } from '../../storage';
import { LIMITS } from '../limits';

export interface NamedEntry {
  id: number;
  isLogin: boolean;
}

/** By key or by slot; null for names that have none. */
export type NamedEntries = readonly (NamedEntry | null)[];

export interface NameQuery {
  dictionary: DictionaryName;
  projectId: number;
  keys: readonly DictionaryKey[];
  /** Whether a key that has no id yet may get one; all may when left out. */
  mayMake?: readonly boolean[];
  /** When the first call of the batch finished. */
  firstSeenUs: number;
}

interface Options {
  storage: Storage;
  nowMs(): number;
  /** Told, at most once an hour, that a project has reached a bound. */
  onFull(projectId: number, dictionary: DictionaryName): void;
}

interface Shelf {
  entries: Map<string, NamedEntry>;
  /** Until then no new names are asked for. */
  fullUntilMs: number;
  warnedAtMs: number;
}

const LIMIT = { endpoint: LIMITS.endpoints, consumer: LIMITS.consumers, user_agent: LIMITS.userAgents } as const;
const SHELVES = 1_000;
const FULL_FOR_MS = 60_000;
const WARN_EVERY_MS = 3_600_000;

/** The dictionaries of the busy projects, in memory: a name costs a read of the database once a process. */
export class NameBook {
  private readonly shelves = new Map<string, Shelf>();

  constructor(private readonly options: Options) {}

  /** The entry of each key, in order; null when it has none and gets none. At once when all are known. */
  resolve(query: NameQuery): NamedEntries | Promise<NamedEntries> {
    const shelf = this.shelfOf(query);
    const texts = query.keys.map(dictionaryKeyText);
    const known = (): NamedEntries => texts.map((text) => shelf.entries.get(text) ?? null);
    const entries = known();
    return entries.includes(null) ? this.learnMissing(shelf, query, entries).then(known) : entries;
  }

  async markLogins(projectId: number, entries: readonly NamedEntry[]): Promise<void> {
    const ids = entries.map(({ id }) => id);
    await markLoginEndpoints(this.options.storage, projectId, ids);
    for (const entry of entries) entry.isLogin = true;
  }

  /** After endpoints were edited elsewhere. */
  forget(projectIds: readonly number[]): void {
    for (const projectId of projectIds) this.shelves.delete(`${projectId}/endpoint`);
  }

  private shelfOf({ projectId, dictionary }: NameQuery): Shelf {
    const name = `${projectId}/${dictionary}`;
    const known = this.shelves.get(name);
    const shelf = known ?? { entries: new Map(), fullUntilMs: 0, warnedAtMs: -Infinity };
    if (!known && this.shelves.size >= SHELVES) this.shelves.clear();
    if (shelf.entries.size > 2 * LIMIT[dictionary]) shelf.entries.clear(); // names that were not seen for long
    this.shelves.set(name, shelf);
    return shelf;
  }

  private async learnMissing(shelf: Shelf, query: NameQuery, entries: NamedEntries): Promise<void> {
    const missing = (make: boolean): DictionaryKey[] =>
      query.keys.filter((_, at) => entries[at] === null && (query.mayMake?.[at] ?? true) === make);
    await this.learnOrMake(shelf, { ...query, keys: missing(true) });
    await this.learn(shelf, { ...query, keys: missing(false) }, 0);
  }

  private async learnOrMake(shelf: Shelf, query: NameQuery): Promise<void> {
    const limit = this.options.nowMs() >= shelf.fullUntilMs ? LIMIT[query.dictionary] : 0;
    const found = await this.learn(shelf, query, limit);
    if (limit > 0 && found < query.keys.length) this.reportFull(shelf, query);
  }

  private async learn(shelf: Shelf, query: NameQuery, limit: number): Promise<number> {
    const { dictionary, projectId, keys, firstSeenUs } = query;
    if (keys.length === 0) return 0;
    const firstSeenAt = new Date(firstSeenUs / 1_000);
    const found = await resolveNames(this.options.storage, { dictionary, projectId, keys, limit, firstSeenAt });
    for (const { key, id, isLogin } of found) {
      shelf.entries.set(dictionaryKeyText(key), { id, isLogin });
    }
    return found.length;
  }

  private reportFull(shelf: Shelf, { projectId, dictionary }: NameQuery): void {
    const atMs = this.options.nowMs();
    shelf.fullUntilMs = atMs + FULL_FOR_MS;
    if (atMs - shelf.warnedAtMs < WARN_EVERY_MS) return;
    shelf.warnedAtMs = atMs;
    this.options.onFull(projectId, dictionary);
  }
}
