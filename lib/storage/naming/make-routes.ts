import type { Storage, Tx } from '../core/storage';
import { dictionaryKeyText, type DictionaryKey } from '../dictionaries/dictionary-tables';
import { listPathEndpoints, mergeEndpointRows, type Merge, type PathEndpoint } from './path-endpoints';
import { insertNames, lockDictionary, type NameEntry, type NameRequest } from '../dictionaries/resolve-names';
import { insertRouteParameters, listRouteParameters, type RouteParameterRow } from './route-parameters';

/** What is made of all that is known of a project's paths. */
export interface Learned {
  /** Decided just now. */
  parameters: readonly RouteParameterRow[];
  /** The parameters known before fold the route: where an endpoint has it all the same, a person separated it. */
  isSeparate(route: string): boolean;
  /** The template of a route by these parameters and those known before. */
  fold(route: string): string;
}

export interface RouteRequest extends NameRequest {
  dictionary: 'endpoint';
  fromPath: ReadonlySet<string>;
  learn(endpoints: readonly PathEndpoint[], known: readonly RouteParameterRow[]): Learned;
}

export interface MadeRoutes {
  entries: NameEntry[];
  /** All of the project, with those that were decided now. */
  parameters: readonly RouteParameterRow[];
  /** Something was decided: what was known of names before may be another endpoint's now. */
  changed: boolean;
}

const folded = ([method = '', route = '']: DictionaryKey, { fold }: Learned): DictionaryKey => [method, fold(route)];

/** Endpoints whose route a new parameter folds count as the endpoint of the template, as far as there is one. */
async function mergeFolded(
  tx: Tx,
  projectId: number,
  { moved, entries }: { moved: readonly (PathEndpoint & { key: DictionaryKey })[]; entries: readonly NameEntry[] },
): Promise<void> {
  const targets = new Map(entries.map(({ key, id }) => [dictionaryKeyText(key), id]));
  const merges = moved.flatMap(({ id, key }): Merge[] => {
    const targetId = targets.get(dictionaryKeyText(key)) ?? id;
    return targetId === id ? [] : [{ sourceId: id, targetId }];
  });
  await mergeEndpointRows(tx, { projectId, merges });
}

async function make(tx: Tx, request: RouteRequest): Promise<MadeRoutes> {
  const { projectId, fromPath, limit, keys: wanted } = request;
  const counted = await lockDictionary(tx, request);
  const known = await listRouteParameters(tx, projectId);
  const endpoints = await listPathEndpoints(tx, projectId);
  const learned = request.learn(endpoints, known);
  const { parameters } = learned;
  if (parameters.length > 0) await insertRouteParameters(tx, { projectId, parameters });
  const moved = (parameters.length === 0 ? [] : endpoints)
    .filter(({ route }) => !learned.isSeparate(route))
    .map((endpoint) => ({ ...endpoint, key: folded([endpoint.method, endpoint.route], learned) }))
    .filter(({ key, route }) => key[1] !== route);
  if (moved.length > 0) {
    // the templates of what is merged into them take no room of others
    const templates = moved.map(({ key }) => key);
    const paths = new Set(templates.map(dictionaryKeyText));
    const asked = { ...request, limit: limit + moved.length, fromPath: paths };
    await mergeFolded(tx, projectId, { moved, entries: await insertNames(tx, asked, { keys: templates, counted }) });
  }
  const isPath = (key: DictionaryKey): boolean => fromPath.has(dictionaryKeyText(key));
  const templates = wanted.filter(isPath).map((key) => folded(key, learned));
  const keys = [...templates, ...wanted.filter((key) => !isPath(key))];
  const asked = { ...request, fromPath: new Set(templates.map(dictionaryKeyText)) };
  const entries = await insertNames(tx, asked, { keys, counted });
  return { entries, parameters: [...known, ...parameters], changed: parameters.length > 0 };
}

/**
 * Makes endpoints of names that have none, as far as there is room: those of paths under their templates, by what all
 * processes have seen of the project. What is decided is decided once: the dictionary is locked meanwhile.
 */
export function makeRoutes(storage: Storage, request: RouteRequest): Promise<MadeRoutes> {
  return storage.transaction((tx) => make(tx, request));
}
