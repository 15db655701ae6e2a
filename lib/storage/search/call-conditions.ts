import { FLAG, TRAIT } from '../../shared';
import type { Span } from '../../shared';

/** A comparison of calls, with names resolved to ids. Lists mean one of them; `absent` also that there is nothing. */
export type CallTest =
  | {
      of: 'spans';
      column: 'status' | 'duration_us' | 'request_bytes' | 'response_bytes';
      spans: Span[];
      absent: boolean;
    }
  | { of: 'ids'; column: 'endpoint_id' | 'consumer_id' | 'user_agent_id'; ids: readonly number[] }
  | { of: 'methods' | 'contentTypes'; indexes: readonly number[] }
  | { of: 'callers'; networks: readonly string[]; absent: boolean }
  | { of: 'hashes'; column: 'trace_id' | 'account_hash'; values: readonly string[]; absent: boolean }
  | { of: 'paths'; likes: readonly string[]; endpointIds: readonly number[] }
  | { of: 'logins'; outcomes: readonly number[] }
  | { of: 'marks'; flags: number; traits: number; absent: boolean }
  | { of: 'errors'; likes: readonly string[]; absent: boolean };

export interface CallCondition {
  test: CallTest;
  negated: boolean;
}

/** Gives the name of a parameter that holds the value. */
type Bind = (value: unknown) => string;

const ALL_MARKS = {
  flags: FLAG.otp | FLAG.passwordReset | FLAG.enforced | FLAG.durationClamped,
  traits: TRAIT.aborted | TRAIT.streaming | TRAIT.backfill | TRAIT.clockCorrected,
};

/** Index into CONTENT_TYPES. */
export const CONTENT_TYPE = `(traits >> ${TRAIT.contentTypeShift} & ${TRAIT.contentTypeMask})`;

const orAbsent = (text: string, absent: string | false): string => (absent === false ? text : `(${text} or ${absent})`);

function spanSql(column: string, { low, high }: Span, bind: Bind): string {
  const least = `${column} >= ${bind(low)}::bigint`;
  return high === null ? least : `${least} and ${column} <= ${bind(high)}::bigint`;
}

function marksSql({ flags, traits, absent }: { flags: number; traits: number; absent: boolean }, bind: Bind): string {
  const none = `(flags & ${ALL_MARKS.flags} = 0 and traits & ${ALL_MARKS.traits} = 0)`;
  const some = [
    ...(flags === 0 ? [] : [`flags & ${bind(flags)}::int <> 0`]),
    ...(traits === 0 ? [] : [`traits & ${bind(traits)}::int <> 0`]),
    ...(absent ? [none] : []),
  ];
  return some.length === 0 ? 'false' : `(${some.join(' or ')})`;
}

/** Equality where there are no ranges: it is the cheaper comparison. */
function callersSql(networks: readonly string[], bind: Bind): string {
  const compared = networks.some((network) => network.includes('/')) ? '<<=' : '=';
  return `caller ${compared} any(${bind(networks)}::inet[])`;
}

function testSql(test: CallTest, bind: Bind): string {
  switch (test.of) {
    case 'spans': {
      const spans = test.spans.map((span) => `(${spanSql(test.column, span, bind)})`);
      return `(${[...spans, ...(test.absent ? [`${test.column} < 0`] : [])].join(' or ')})`;
    }
    case 'ids':
      return `${test.column} = any(${bind(test.ids)}::int[])`;
    case 'methods':
      return `traits & ${TRAIT.methodMask} = any(${bind(test.indexes)}::int[])`;
    case 'contentTypes':
      return `${CONTENT_TYPE} = any(${bind(test.indexes)}::int[])`;
    case 'callers':
      return orAbsent(callersSql(test.networks, bind), test.absent && 'caller is null');
    case 'hashes': {
      const values = bind(test.values.map((value) => Buffer.from(value, 'hex')));
      return orAbsent(`${test.column} = any(${values}::bytea[])`, test.absent && `${test.column} is null`);
    }
    case 'paths':
      return `case when path is null then endpoint_id = any(${bind(test.endpointIds)}::int[])
        else path like any(${bind(test.likes)}::text[]) end`;
    case 'logins':
      return `flags & ${FLAG.loginMask} = any(${bind(test.outcomes)}::int[])`;
    case 'marks':
      return marksSql(test, bind);
    case 'errors':
      return orAbsent(
        `attrs->>'error' like any(${bind(test.likes)}::text[])`,
        test.absent && `attrs->>'error' is null`,
      );
  }
}

/** Conditions as SQL behind `and`, and the values of their parameters, which begin at `$first`. */
export function conditionsSql(
  conditions: readonly CallCondition[],
  first: number,
): { text: string; values: readonly unknown[] } {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${first + values.push(value) - 1}`;
  const parts = conditions.map(({ test, negated }) => {
    const text = testSql(test, bind);
    return negated ? `(${text}) is not true` : text;
  });
  return { text: parts.map((part) => ` and ${part}`).join(''), values };
}

/** Can no call pass? An id that no name was found for stands for nothing. */
export const isImpossible = (conditions: readonly CallCondition[]): boolean =>
  conditions.some(({ test, negated }) => !negated && test.of === 'ids' && test.ids.length === 0);

/** Do only calls with a mark or login outcome pass, all of which the index `call_flagged` holds? */
export const onlyFlagged = (conditions: readonly CallCondition[]): boolean =>
  conditions.some(({ test, negated }) => {
    if (negated) return false;
    if (test.of === 'logins') return !test.outcomes.includes(0);
    return test.of === 'marks' && test.traits === 0 && !test.absent;
  });

/** Do only calls of named traces pass, which the index `call_trace` finds? */
export const onlyTraced = (conditions: readonly CallCondition[]): boolean =>
  conditions.some(
    ({ test, negated }) => !negated && test.of === 'hashes' && test.column === 'trace_id' && !test.absent,
  );
