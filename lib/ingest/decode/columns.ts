import type { WireColumns, WireDictionary } from '../../../sdk/src/wire';
import { LIMITS } from '../limits';
import { refusal } from '../pipeline/refusal';
import { isObject, undecodable, type JsonObject } from './json';

export type Column = readonly unknown[];

const REQUIRED = ['startedAtMs', 'method', 'route', 'status', 'durationUs'] as const satisfies (keyof WireColumns)[];
const OPTIONAL = [
  'path',
  'requestBytes',
  'responseBytes',
  'caller',
  'consumer',
  'userAgent',
  'account',
  'trace',
  'error',
  'environment',
  'login',
  'marks',
  'contentType',
  'retryAfter',
] as const satisfies (keyof WireColumns)[];
const COLUMNS = [...REQUIRED, ...OPTIONAL];
const DICTIONARIES = [
  'methods',
  'routes',
  'paths',
  'consumers',
  'userAgents',
  'callers',
  'accounts',
  'traces',
  'errors',
  'environments',
] as const satisfies (keyof WireDictionary)[];

/** A columnar batch whose outer shape is right: columns of one length; the entries are not looked at yet. */
export interface Columns {
  count: number;
  columns: Readonly<Record<(typeof REQUIRED)[number], Column>> &
    Readonly<Record<(typeof OPTIONAL)[number], Column | null>>;
  dict: Readonly<Record<(typeof DICTIONARIES)[number], Column>>;
}

function listAt(object: JsonObject, path: string, name: string): Column | null {
  const value = object[name];
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw undecodable(`${path}.${name} must be a list`);
  return value;
}

function requiredColumn(calls: JsonObject, name: string): Column {
  const column = listAt(calls, 'calls', name);
  if (column === null) throw undecodable(`calls.${name} is missing`);
  return column;
}

function record<Name extends string, Value>(names: readonly Name[], read: (name: Name) => Value): Record<Name, Value>;
function record(names: readonly string[], read: (name: string) => unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {}; // Object.fromEntries takes three times as long
  for (const name of names) values[name] = read(name);
  return values;
}

/** Checks the outer shape of `calls` and `dict`. Throws a refusal of the whole batch. */
export function readShape(batch: JsonObject): Columns {
  const { calls, dict } = batch;
  if (!isObject(calls)) throw undecodable('calls must be an object of columns');
  if (!isObject(dict)) throw undecodable('dict must be an object of lists');
  const columns = {
    ...record(REQUIRED, (name) => requiredColumn(calls, name)),
    ...record(OPTIONAL, (name) => listAt(calls, 'calls', name)),
  };
  const count = columns.startedAtMs.length;
  if (count > LIMITS.callsPerBatch) throw tooMany();
  for (const name of COLUMNS) {
    const column = columns[name];
    if (column !== null && column.length !== count) throw undecodable(`calls.${name} must have one entry per call`);
  }
  return { count, columns, dict: record(DICTIONARIES, (name) => listAt(dict, 'dict', name) ?? []) };
}

export const tooMany = (): Error =>
  refusal('too_many_calls', 'too_large', `a batch holds at most ${LIMITS.callsPerBatch} calls`);
