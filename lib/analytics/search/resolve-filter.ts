import type { ContextProject } from '../../access';
import { bitsOfMarks, CALL_FILTER_COLUMNS, LOGIN_OUTCOMES } from '../../shared';
import type { CallFilterColumn, CallFilterTerms, Pattern, Span, Terms } from '../../shared';
import { latencyBucket } from '../../stats';
import { matching } from '../../storage';
import type { CallCondition, CallFilter, CallTest, MaskClass, Sql } from '../../storage';
import { WorkTime } from '../cells/work-time';
import type { Scope } from '../range/params';
import type { CoveredFilter } from './load-masks';

const NAMES_MS = 1_000;
const NAMES_LATE = 'the names that the filter asks for could not be looked up in time: ask for fewer or shorter texts';

/** A filter as the database takes it, and what rollups know of it. */
export interface ResolvedFilter {
  filter: CallFilter;
  covered: CoveredFilter;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const likeOf = (pattern: Pattern): string => pattern.map(escapeLike).join('%');
const known = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);

type Values<T> = readonly (T | null)[];
type Turn<T> = (values: Values<T>) => CallTest | Promise<CallTest>;

/** Columns that need no look-up. */
const PLAIN_TURNS = {
  method: (values: Values<number>): CallTest => ({ of: 'methods', indexes: known(values) }),
  contentType: (values: Values<number>): CallTest => ({
    of: 'contentTypes',
    indexes: values.map((index) => index ?? 0),
  }),
  caller: (values: Values<string>): CallTest => ({
    of: 'callers',
    networks: known(values),
    absent: values.includes(null),
  }),
  loginOutcome: (values: Values<(typeof LOGIN_OUTCOMES)[number]>): CallTest => ({
    of: 'logins',
    outcomes: values.map((value) => (value === null ? 0 : LOGIN_OUTCOMES.indexOf(value) + 1)),
  }),
  marks: (values: Values<Parameters<typeof bitsOfMarks>[0][number]>): CallTest => ({
    of: 'marks',
    ...bitsOfMarks(known(values)),
    absent: values.includes(null),
  }),
  errorClass: (values: Values<Pattern>): CallTest => ({
    of: 'errors',
    likes: known(values).map(likeOf),
    absent: values.includes(null),
  }),
};

/** Turns the values of each column into one comparison; names are looked up in the snapshot of the search. */
function turnsOf(sql: Sql, projectId: number) {
  const spans =
    (column: 'status' | 'duration_us' | 'request_bytes' | 'response_bytes'): Turn<Span> =>
    (values) => ({ of: 'spans', column, spans: known(values), absent: values.includes(null) });
  const hashes =
    (column: 'trace_id' | 'account_hash'): Turn<string> =>
    (values) => ({ of: 'hashes', column, values: known(values), absent: values.includes(null) });
  const withNone = <T>(values: Values<T>, ids: number[]): number[] => (values.includes(null) ? [0, ...ids] : ids);
  return {
    ...PLAIN_TURNS,
    status: spans('status'),
    durationMs: spans('duration_us'),
    requestBytes: spans('request_bytes'),
    responseBytes: spans('response_bytes'),
    traceId: hashes('trace_id'),
    accountHash: hashes('account_hash'),
    endpoint: async (values: Values<number>): Promise<CallTest> => {
      const ids = await matching.findFamilyIds(sql, projectId, known(values));
      return { of: 'ids', column: 'endpoint_id', ids };
    },
    route: async (values: Values<Pattern>): Promise<CallTest> => {
      const ids = await matching.findRouteIdsLike(sql, projectId, known(values).map(likeOf));
      return { of: 'ids', column: 'endpoint_id', ids };
    },
    path: async (values: Values<Pattern>): Promise<CallTest> => {
      const likes = known(values).map(likeOf);
      return { of: 'paths', likes, endpointIds: await matching.findEndpointIdsLike(sql, projectId, likes) };
    },
    consumer: async (values: Values<string>): Promise<CallTest> => {
      const ids = await matching.findConsumerIds(sql, projectId, known(values));
      return { of: 'ids', column: 'consumer_id', ids: withNone(values, ids) };
    },
    userAgent: async (values: Values<string>): Promise<CallTest> => {
      const ids = await matching.findUserAgentIdsHolding(sql, projectId, known(values));
      return { of: 'ids', column: 'user_agent_id', ids: withNone(values, ids) };
    },
  };
}

async function conditionsOf<T>(terms: Terms<T> | undefined, turn: Turn<T>): Promise<CallCondition[]> {
  const conditions: CallCondition[] = [];
  if (terms && terms.any.length > 0) conditions.push({ test: await turn(terms.any), negated: false });
  if (terms && terms.none.length > 0) conditions.push({ test: await turn(terms.none), negated: true });
  return conditions;
}

async function allConditions(sql: Sql, projectId: number, terms: CallFilterTerms): Promise<CallCondition[]> {
  const turns = turnsOf(sql, projectId);
  const of: { [C in CallFilterColumn]: () => Promise<CallCondition[]> } = {
    status: () => conditionsOf(terms.status, turns.status),
    method: () => conditionsOf(terms.method, turns.method),
    endpoint: () => conditionsOf(terms.endpoint, turns.endpoint),
    route: () => conditionsOf(terms.route, turns.route),
    path: () => conditionsOf(terms.path, turns.path),
    durationMs: () => conditionsOf(terms.durationMs, turns.durationMs),
    requestBytes: () => conditionsOf(terms.requestBytes, turns.requestBytes),
    responseBytes: () => conditionsOf(terms.responseBytes, turns.responseBytes),
    consumer: () => conditionsOf(terms.consumer, turns.consumer),
    caller: () => conditionsOf(terms.caller, turns.caller),
    userAgent: () => conditionsOf(terms.userAgent, turns.userAgent),
    contentType: () => conditionsOf(terms.contentType, turns.contentType),
    accountHash: () => conditionsOf(terms.accountHash, turns.accountHash),
    loginOutcome: () => conditionsOf(terms.loginOutcome, turns.loginOutcome),
    traceId: () => conditionsOf(terms.traceId, turns.traceId),
    marks: () => conditionsOf(terms.marks, turns.marks),
    errorClass: () => conditionsOf(terms.errorClass, turns.errorClass),
  };
  const conditions: CallCondition[] = [];
  for (const column of CALL_FILTER_COLUMNS) conditions.push(...(await of[column]()));
  return conditions;
}

/** The class of errors that holds every status asked for; rollups have masks of those. */
function classOf(terms: CallFilterTerms): MaskClass {
  const spans = known(terms.status?.any ?? []);
  if (spans.length === 0) return 'any';
  if (spans.every(({ low, high }) => low >= 400 && high !== null && high <= 499)) return '4xx';
  return spans.every(({ low }) => low >= 500) ? '5xx' : 'any';
}

/** Ids that a column is narrowed to by all conditions on it; null = not narrowed. */
function idsIn(conditions: readonly CallCondition[], column: 'endpoint_id' | 'consumer_id'): number[] | null {
  const lists = conditions.flatMap(({ test, negated }) =>
    !negated && test.of === 'ids' && test.column === column ? [test.ids] : [],
  );
  const [first, ...others] = lists;
  return first ? first.filter((id) => others.every((ids) => ids.includes(id))) : null;
}

function coveredOf(terms: CallFilterTerms, conditions: readonly CallCondition[]) {
  const consumerIds = idsIn(conditions, 'consumer_id');
  const callers = terms.caller?.any ?? [];
  const durations = terms.durationMs?.any ?? [];
  const timed = durations.length > 0 && !durations.includes(null);
  return {
    of: classOf(terms),
    endpointIds: idsIn(conditions, 'endpoint_id'),
    // Calls without a consumer are in no row of consumers.
    consumerIds: consumerIds?.includes(0) ? null : consumerIds,
    callers: callers.length === 0 || callers.includes(null) ? null : known(callers),
    slowestBucket: timed ? latencyBucket(Math.min(...known(durations).map(({ low }) => low))) : 0,
  };
}

/**
 * Looks up the names of a filter; must be part of the snapshot that it is used in. Throws `timeout` when they are not found within a
 * second; the snapshot is over then.
 */
export async function resolveFilter(
  sql: Sql,
  { project, scope, terms }: { project: ContextProject; scope: Scope; terms: CallFilterTerms },
): Promise<ResolvedFilter> {
  const projectId = project.id;
  const { environmentIds } = scope;
  const time = new WorkTime(NAMES_MS, NAMES_LATE);
  const conditions = await allConditions(time.within(sql), projectId, terms);
  const allEnvironmentIds = project.environments.map(({ id }) => id);
  return {
    filter: { projectId, environmentIds, conditions },
    covered: { projectId, environmentIds, allEnvironmentIds, ...coveredOf(terms, conditions) },
  };
}
