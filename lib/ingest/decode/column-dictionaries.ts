import { isAccountHash, isTraceId } from '../../shared';
import type { IngestKey } from '../guard/keys';
import { readAddress } from './address';
import type { Columns } from './columns';
import { readDictionary, type Dictionary } from './dictionary';
import { readMethod } from './method';
import { PROBLEM, type Problem } from './problem';
import { checkText, TEXT, type TextField } from './text';

export interface ColumnDictionaries {
  /** Indexes into METHODS. */
  methods: Dictionary<number>;
  routes: Dictionary<string>;
  paths: Dictionary<string>;
  consumers: Dictionary<string>;
  userAgents: Dictionary<string>;
  callers: Dictionary<string>;
  accounts: Dictionary<Buffer>;
  traces: Dictionary<Buffer>;
  /** JSON text for `call.attrs`. */
  errors: Dictionary<string>;
  /** Ids. */
  environments: Dictionary<number>;
}

type Check<T> = (value: unknown) => { value: T } | { problem: Problem };

const text =
  (field: TextField, write: (value: string) => string = (value) => value): Check<string> =>
  (value) => {
    const checked = checkText(value, field);
    return typeof checked === 'string' ? { value: write(checked) } : { problem: checked };
  };

const hex =
  (isRight: (text: string) => boolean, problem: Problem): Check<Buffer> =>
  (value) =>
    typeof value === 'string' && isRight(value) ? { value: Buffer.from(value, 'hex') } : { problem };

function known<T>(value: T | null | undefined, problem: Problem): { value: T } | { problem: Problem } {
  return value === null || value === undefined ? { problem } : { value };
}

const method: Check<number> = (value) => {
  const index = readMethod(value);
  return index < 0 ? { problem: PROBLEM.method } : { value: index };
};

/** A name that stands for nobody is no name. */
const route: Check<string> = (value) => (value === '' ? { problem: PROBLEM.noRoute } : text(TEXT.route)(value));

/** Checks the dictionaries of a batch; hashes and ids become what the database stores. */
export function readColumnDictionaries(lists: Columns['dict'], key: IngestKey): ColumnDictionaries {
  return {
    methods: readDictionary(lists.methods, method),
    routes: readDictionary(lists.routes, route),
    paths: readDictionary(lists.paths, text(TEXT.path)),
    consumers: readDictionary(lists.consumers, text(TEXT.consumer)),
    userAgents: readDictionary(lists.userAgents, text(TEXT.userAgent)),
    callers: readDictionary(lists.callers, (value) => known(readAddress(value), PROBLEM.address)),
    accounts: readDictionary(lists.accounts, hex(isAccountHash, PROBLEM.hash)),
    traces: readDictionary(lists.traces, hex(isTraceId, PROBLEM.trace)),
    errors: readDictionary(
      lists.errors,
      text(TEXT.error, (name) => JSON.stringify({ error: name })),
    ),
    environments: readDictionary(lists.environments, (value) =>
      known(typeof value === 'string' ? key.environments.get(value)?.id : undefined, PROBLEM.environment),
    ),
  };
}
