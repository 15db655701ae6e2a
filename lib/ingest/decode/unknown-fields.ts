import type { WireBatch } from '../../../sdk/src/wire';
import { COLUMNS, DICTIONARIES } from './columns';
import { isObject, type JsonObject } from './json';
import { ROW_FIELDS } from './row-fields';

const TOLD = 10;
const LENGTH = 64;

const names = (list: readonly string[]): ReadonlySet<string> => new Set(list);

const BATCH = names([
  'v',
  'batchId',
  'sdk',
  'instance',
  'version',
  'dropped',
  'routes',
  'dict',
  'calls',
] satisfies (keyof WireBatch)[]);
const ROWS = names(['calls']);
const [COLUMN, DICTIONARY, ROW_FIELD] = [names(COLUMNS), names(DICTIONARIES), names(ROW_FIELDS)];

/** Has the object these names in this order? */
function hasNames(object: JsonObject, list: readonly string[]): boolean {
  let at = 0;
  for (const name in object) {
    if (name !== list[at]) return false;
    at += 1;
  }
  return at === list.length;
}

/** Gathers names that nobody reads. */
class Unknown {
  readonly found = new Set<string>();

  get isFull(): boolean {
    return this.found.size === TOLD;
  }

  look(path: string, object: object, known: ReadonlySet<string>): void {
    for (const name in object) {
      if (known.has(name)) continue;
      if (this.isFull) return;
      this.found.add(path + name.slice(0, LENGTH));
    }
  }
}

/** Fields of a columnar body that are passed over, by their place in it: `calls.consummer`. Ten at most, each cut at 64 characters. */
export function unknownInColumns(body: JsonObject): string[] {
  const unknown = new Unknown();
  unknown.look('', body, BATCH);
  unknown.look('dict.', Object(body.dict), DICTIONARY);
  unknown.look('calls.', Object(body.calls), COLUMN);
  return [...unknown.found];
}

/** The same of a body of rows. Rows with the names of the one before are passed by, a fifth of the time. */
export function unknownInRows(body: JsonObject, rows: readonly unknown[]): string[] {
  const unknown = new Unknown();
  unknown.look('', body, ROWS);
  let last: string[] = [];
  for (const row of rows) {
    if (unknown.isFull) break;
    if (!isObject(row) || hasNames(row, last)) continue;
    unknown.look('calls.', row, ROW_FIELD);
    last = Object.keys(row);
  }
  return [...unknown.found];
}
