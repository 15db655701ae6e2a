import { z } from 'zod';
import type { Context, ContextProject } from '../../access';
import { limitParam } from '../../access';
import { canonicalAddress, CALL_FILTER_COLUMNS, parseCallFilter } from '../../shared';
import type { CallFilterColumn, CallFilterQuery, CallFilterTerms } from '../../shared';
import type { CallCursor } from '../../storage';
import { nameParam, projectParam, retainedSinceMs, scopeOf, timeParam } from '../range/params';
import type { Scope } from '../range/params';

const DEFAULT_LIMIT = 50;
const US_PER_MS = 1_000;
/** Below every id: a cursor with it stands before all calls of its microsecond and after none. */
const LOWEST_ID = '-9223372036854775808';

const CURSOR = /^(\d{1,17})_(-?\d{1,19})$/;

export const callCursorParam = z
  .string()
  .regex(CURSOR, 'must be the nextCursor of an earlier answer')
  .transform((text): CallCursor => {
    const [, at = '', id = ''] = CURSOR.exec(text) ?? [];
    return { at, id };
  })
  .refine(({ id }) => BigInt.asIntN(64, BigInt(id)) === BigInt(id), {
    error: 'must be the nextCursor of an earlier answer',
  });

export const callerParam = z.string().transform((text, context) => {
  const address = canonicalAddress(text);
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: 'must be an IP address' });
  return z.NEVER;
});

/** One value, or several of a parameter that is repeated. */
const repeated = z.union([z.string(), z.array(z.string())]).optional();
const columns: Record<CallFilterColumn, typeof repeated> = {
  status: repeated,
  method: repeated,
  endpoint: repeated,
  route: repeated,
  path: repeated,
  durationMs: repeated,
  requestBytes: repeated,
  responseBytes: repeated,
  consumer: repeated,
  caller: repeated,
  userAgent: repeated,
  contentType: repeated,
  accountHash: repeated,
  loginOutcome: repeated,
  traceId: repeated,
  marks: repeated,
  errorClass: repeated,
};

/** What every read of calls takes: the project, filters and environments. */
export const callFilterParams = {
  projectId: projectParam,
  environment: z.union([nameParam, z.array(nameParam).max(20)]).optional(),
  ...columns,
};
export const callRangeParams = { ...callFilterParams, from: timeParam, to: timeParam };

interface Raw extends CallFilterQuery {
  environment?: string | string[] | undefined;
}

/** Which calls are asked for. */
export interface Wanted {
  terms: CallFilterTerms;
  /** Slugs, some with `!` before; none = all but archives. */
  environments: readonly string[];
}

/** Puts `wanted` in the place of the parameters; each wrong one is told by its name. */
export function withWanted<T extends Raw>(input: T, context: z.RefinementCtx): T & Wanted {
  const { filter, errors } = parseCallFilter(input);
  for (const column of CALL_FILTER_COLUMNS) {
    const message = errors[column];
    if (message !== undefined) context.addIssue({ code: 'custom', path: [column], message });
  }
  const { environment } = input;
  const environments = environment === undefined ? [] : [environment].flat();
  return { ...input, terms: filter, environments };
}

export const callsInput = z
  .object({ ...callRangeParams, limit: limitParam(DEFAULT_LIMIT), cursor: callCursorParam.optional() })
  .transform(withWanted);
export type CallsInput = z.output<typeof callsInput>;

/** What a search looks at. */
export interface CallScope extends Scope {
  /** Calls of before were deleted, while they were kept for less time; some may have been stored since. */
  wholeSinceMs: number;
}

/** The environments that are asked for: those named, else all but archives, less those with `!`. Throws `invalid`. */
export function callScope(
  ctx: Context,
  project: ContextProject,
  { environments }: Pick<Wanted, 'environments'>,
): CallScope {
  const plain = environments.filter((slug) => !slug.startsWith('!'));
  const none = environments.flatMap((slug) =>
    slug.startsWith('!') ? scopeOf(ctx, project, slug.slice(1)).environmentIds : [],
  );
  const scopes =
    plain.length === 0 ? [scopeOf(ctx, project, undefined)] : plain.map((slug) => scopeOf(ctx, project, slug));
  const ids = new Set(scopes.flatMap(({ environmentIds }) => environmentIds));
  return {
    projectId: project.id,
    environmentIds: [...ids].filter((id) => !none.includes(id)),
    // What is stored is found, also on days of which more was stored before.
    rawSinceMs: Math.min(retainedSinceMs(ctx, project), ...scopes.map(({ rawSinceMs }) => rawSinceMs)),
    wholeSinceMs: Math.min(...scopes.map(({ rawSinceMs }) => rawSinceMs)),
    keeps: {
      minuteDays: project.minuteDays,
      minutesSince: project.minutesSince,
      hoursSince: scopes.some(({ keeps }) => keeps.hoursSince === null) ? null : project.hoursSince,
      hourDays: Math.max(...scopes.map(({ keeps }) => keeps.hourDays)),
      dayDays: Math.max(...scopes.map(({ keeps }) => keeps.dayDays)),
    },
  };
}

/** The place before all calls that finished at this time or later. */
export const cursorBefore = (at: Date): CallCursor => ({ at: String(at.getTime() * US_PER_MS), id: LOWEST_ID });

export const cursorText = ({ at, id }: CallCursor): string => `${at}_${id}`;

/** The millisecond after a cursor's place, no call beyond which is older than the cursor; after none of its microsecond. */
export const endOf = ({ at, id }: CallCursor): Date =>
  new Date(id === LOWEST_ID ? Math.ceil(Number(at) / US_PER_MS) : Math.floor(Number(at) / US_PER_MS) + 1);
