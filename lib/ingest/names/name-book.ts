import { foldRoute, parametersInForce, routeParameters } from '../../formats';
import { announce, dictionaryKeyText, markLoginEndpoints, naming, resolveNames, touchNames } from '../../storage';
import type { DictionaryKey, DictionaryName, NameEntry, Storage } from '../../storage';
import { LIMITS } from '../limits';
import { learnRoutes } from './learn-routes';
import { learnTogether } from './learn-together';
import type { NamedEntries, NameQuery, WantedName } from './name-query';
import { admits, emptied, newShelf, put, shelfName, type NamedEntry, type Shelf } from './shelf';

interface Options {
  storage: Storage;
  nowMs(): number;
  /** Told, at most once an hour, that a project has reached a bound. */
  onFull(projectId: number, dictionary: DictionaryName): void;
}

const LIMIT = { endpoint: LIMITS.endpoints, consumer: LIMITS.consumers, user_agent: LIMITS.userAgents } as const;
const SHELVES = 1_000;
const FULL_FOR_MS = 60_000;
const WARN_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** How often names may turn out to be others while they are looked up. */
const ROUNDS = 4;

const keysOf = (names: readonly WantedName[]): DictionaryKey[] => names.map(({ key }) => key);

/** The entry of each name: its own, else that of its path as the known parameters fold it. */
function look({ entries, parameters }: Shelf, { names }: NameQuery): NamedEntries {
  return names.map(({ key, fromPath }) => {
    const known = entries.get(dictionaryKeyText(key));
    if (known || !fromPath || !parameters || parameters.size === 0) return known ?? null;
    const [method = '', route = ''] = key;
    return entries.get(dictionaryKeyText([method, foldRoute(route, parameters)])) ?? null;
  });
}

/** What of it the shelf has no entry for. */
function unknown(shelf: Shelf, query: NameQuery): NameQuery {
  const entries = look(shelf, query);
  return { ...query, names: query.names.filter((_, at) => entries[at] === null) };
}

/** No rollup tells when user agents were seen: each process does, to the day, whenever it reads their names. */
function touchAgents(
  storage: Storage,
  { projectId, lastCallAt }: Pick<NameQuery, 'projectId' | 'lastCallAt'>,
  entries: readonly NameEntry[],
): Promise<void> {
  if (entries.length === 0) return Promise.resolve();
  const ids = entries.map(({ id }) => id);
  const day = new Date(Math.floor(lastCallAt.getTime() / DAY_MS) * DAY_MS);
  const seen = { firstSeenAt: ids.map(() => lastCallAt), lastSeenAt: ids.map(() => day) };
  return storage.transaction((tx) => touchNames(tx, { dictionary: 'user_agent', projectId, ids, ...seen }));
}

/** The dictionaries of the busy projects, in memory: a name costs a read of the database once a process. */
export class NameBook {
  private readonly shelves = new Map<string, Shelf>();
  /** By shelf: a shelf may be emptied while somebody still learns on it. */
  private readonly warnedAtMs = new Map<string, number>();
  private readonly learn = learnTogether((shelf, query) => this.learnAtOnce(shelf, query));

  constructor(private readonly options: Options) {}

  /** Entries by the text of their key (`dictionaryKeyText`). */
  known(projectId: number, dictionary: DictionaryName): ReadonlyMap<string, NamedEntry> {
    return this.shelfOf({ projectId, dictionary }).entries;
  }

  /** The entry of each name, in order; null when it has none and gets none. At once when all are known. */
  resolve(query: NameQuery): NamedEntries | Promise<NamedEntries> {
    const entries = look(this.shelfOf(query), query);
    return entries.includes(null) ? this.learnAll(query) : entries;
  }

  async markLogins(projectId: number, entries: readonly NamedEntry[]): Promise<void> {
    const { storage } = this.options;
    const ids = entries.map(({ id }) => id);
    const marked = await markLoginEndpoints(storage, projectId, ids);
    for (const entry of entries) entry.isLogin = true;
    if (marked > 0) await announce(storage, { topic: 'settings', projectIds: [projectId] });
  }

  /** After endpoints were edited or consumers erased elsewhere. */
  forget(projectIds: readonly number[]): void {
    for (const projectId of projectIds)
      for (const dictionary of ['endpoint', 'consumer'] as const) this.empty(shelfName(projectId, dictionary));
  }

  /** After any of that may have happened without a word. */
  forgetAll(): void {
    for (const name of this.shelves.keys()) this.empty(name);
  }

  /** The old shelf stays as it is for those who are just reading it. */
  private empty(name: string): void {
    const shelf = this.shelves.get(name);
    if (shelf) this.shelves.set(name, emptied(shelf, this.options.nowMs()));
  }

  private shelfOf({ projectId, dictionary }: Pick<NameQuery, 'projectId' | 'dictionary'>): Shelf {
    const name = shelfName(projectId, dictionary);
    if (!this.shelves.has(name) && this.shelves.size >= SHELVES) this.shelves.clear();
    const atMs = this.options.nowMs();
    let shelf = this.shelves.get(name) ?? newShelf(atMs);
    if (shelf.entries.size > 2 * LIMIT[dictionary]) shelf = newShelf(atMs); // names that were not seen for long
    if (shelf.keptUntilMs <= atMs) shelf = emptied(shelf, atMs);
    this.shelves.set(name, shelf);
    return shelf;
  }

  /** Looks and learns on one shelf: what is forgotten meanwhile makes no name unknown. */
  private async learnAll(query: NameQuery): Promise<NamedEntries> {
    let shelf = this.shelfOf(query);
    for (let round = 0; round < ROUNDS; round += 1) {
      const missing = unknown(shelf, query);
      if (missing.names.length === 0) break;
      const isOther = await this.learn(shelf, missing);
      if (!isOther) break;
      shelf = this.shelfOf(query);
    }
    return look(shelf, query);
  }

  /** Reads or makes what is missing; true when names are to be looked up on a new shelf, since they may be others now. */
  private async learnAtOnce(shelf: Shelf, asked: NameQuery): Promise<boolean> {
    const query = unknown(shelf, asked); // others may have learned some while these waited
    if (query.names.length === 0) return false;
    const isFull = this.options.nowMs() < shelf.fullUntilMs;
    if (query.dictionary === 'endpoint') await this.findRoutes(shelf, query);
    const { names } = unknown(shelf, query);
    const wanted = { ...query, names: names.filter((name) => admits(shelf, name)) };
    if (wanted.names.length === 0) return false;
    if (query.dictionary !== 'endpoint') await this.makeNames(shelf, wanted, isFull);
    else if (!isFull && (await this.makeRoutes(shelf, wanted))) return true;
    if (!isFull && look(shelf, wanted).includes(null)) this.reportFull(shelf, query);
    return false;
  }

  private async makeNames(shelf: Shelf, { names, ...of }: NameQuery, isFull: boolean): Promise<void> {
    const limit = isFull ? 0 : LIMIT[of.dictionary];
    const entries = await resolveNames(this.options.storage, { ...of, keys: keysOf(names), limit });
    if (of.dictionary === 'user_agent') await touchAgents(this.options.storage, of, entries);
    put(shelf, entries);
  }

  /** Endpoints of the names as they are and as the known parameters fold them. */
  private async findRoutes(shelf: Shelf, { projectId, names }: NameQuery): Promise<void> {
    const { storage } = this.options;
    const parameters =
      shelf.parameters ?? routeParameters(parametersInForce(await naming.listRouteParameters(storage, projectId)));
    shelf.parameters = parameters;
    const templates = names
      .filter(({ fromPath }) => fromPath)
      .map(({ key: [method = '', route = ''] }) => [method, foldRoute(route, parameters)]);
    put(
      shelf,
      await naming.findNames(storage, { dictionary: 'endpoint', projectId }, [...keysOf(names), ...templates]),
    );
  }

  /** True when a parameter was found: every process looks its names up again. */
  private async makeRoutes(shelf: Shelf, query: NameQuery): Promise<boolean> {
    const { storage } = this.options;
    const { projectId, names, firstCallAt, lastCallAt } = query;
    const paths = names.filter(({ fromPath }) => fromPath);
    const news = paths.map(({ key: [, route = ''], answeredCalls: calls }) => ({ route, calls }));
    const taken = (id: number): number => shelf.taken.get(id)?.calls ?? 0;
    const { entries, parameters, changed } = await naming.makeRoutes(storage, {
      dictionary: 'endpoint',
      projectId,
      keys: keysOf(names),
      fromPath: new Set(keysOf(paths).map(dictionaryKeyText)),
      limit: LIMITS.endpoints,
      firstCallAt,
      lastCallAt,
      learn: (endpoints, known) => learnRoutes({ endpoints, known, news, taken }),
    });
    if (changed) this.empty(shelfName(projectId, 'endpoint'));
    const current = changed ? this.shelfOf(query) : shelf;
    current.parameters = routeParameters(parametersInForce(parameters));
    put(current, entries);
    if (changed) await announce(storage, { topic: 'settings', projectIds: [projectId] });
    return changed;
  }

  private reportFull(shelf: Shelf, { projectId, dictionary }: NameQuery): void {
    const atMs = this.options.nowMs();
    shelf.fullUntilMs = atMs + FULL_FOR_MS;
    const name = shelfName(projectId, dictionary);
    if (atMs - (this.warnedAtMs.get(name) ?? -Infinity) < WARN_EVERY_MS) return;
    if (this.warnedAtMs.size >= SHELVES) this.warnedAtMs.clear();
    this.warnedAtMs.set(name, atMs);
    this.options.onFull(projectId, dictionary);
  }
}
