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
export const COLUMNS = [...REQUIRED, ...OPTIONAL];
const NO_ENTRIES: Column = [];

/** A columnar batch whose outer shape is right: columns of one length; the entries are not looked at yet. */
export interface Columns {
  count: number;
  columns: Readonly<Record<(typeof REQUIRED)[number], Column>> &
    Readonly<Record<(typeof OPTIONAL)[number], Column | null>>;
  dict: Readonly<Record<keyof WireDictionary, Column>>;
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

// Written out: objects that are filled name by name took a twentieth of the time of a post of one call.
function columnsOf(calls: JsonObject): Columns['columns'] {
  const column = (name: keyof WireColumns): Column | null => listAt(calls, 'calls', name);
  const required = (name: keyof WireColumns): Column => requiredColumn(calls, name);
  return {
    startedAtMs: required('startedAtMs'),
    method: required('method'),
    route: required('route'),
    status: required('status'),
    durationUs: required('durationUs'),
    path: column('path'),
    requestBytes: column('requestBytes'),
    responseBytes: column('responseBytes'),
    caller: column('caller'),
    consumer: column('consumer'),
    userAgent: column('userAgent'),
    account: column('account'),
    trace: column('trace'),
    error: column('error'),
    environment: column('environment'),
    login: column('login'),
    marks: column('marks'),
    contentType: column('contentType'),
    retryAfter: column('retryAfter'),
  };
}

function dictionariesOf(dict: JsonObject): Columns['dict'] {
  const list = (name: keyof WireDictionary): Column => listAt(dict, 'dict', name) ?? NO_ENTRIES;
  return {
    methods: list('methods'),
    routes: list('routes'),
    paths: list('paths'),
    consumers: list('consumers'),
    userAgents: list('userAgents'),
    callers: list('callers'),
    accounts: list('accounts'),
    traces: list('traces'),
    errors: list('errors'),
    environments: list('environments'),
  };
}

export const DICTIONARIES = Object.keys(dictionariesOf({}));

/** Checks the outer shape of `calls` and `dict`. Throws a refusal of the whole batch. */
export function readShape(batch: JsonObject): Columns {
  const { calls, dict } = batch;
  if (!isObject(calls)) throw undecodable('calls must be an object of columns');
  if (!isObject(dict)) throw undecodable('dict must be an object of lists');
  const columns = columnsOf(calls);
  const count = columns.startedAtMs.length;
  if (count > LIMITS.callsPerBatch) throw tooMany();
  for (const name of COLUMNS) {
    const column = columns[name];
    if (column !== null && column.length !== count) throw undecodable(`calls.${name} must have one entry per call`);
  }
  return { count, columns, dict: dictionariesOf(dict) };
}

export const tooMany = (): Error =>
  refusal('too_many_calls', 'too_large', `a batch holds at most ${LIMITS.callsPerBatch} calls`);
