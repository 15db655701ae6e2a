import { z } from 'zod';
import { cursorParam, limitParam, requirePermission, requireProject, writeCursor, type Context } from '../../access';
import { timeParam } from '../../analytics';
import { AppError, callMarksOf, contentTypeIn, loginOutcomeOf, type CallItem, type CallsAnswer } from '../../shared';
import {
  isOutOfTime,
  listAttackCalls,
  listRateCalls,
  withinBudget,
  type AttackCall,
  type AttackScope,
  type CallCursor,
  type RateCallScope,
} from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
import { rateScopeOf } from '../stored/rate-scope';
import { getRecord, incidentInput } from './own-incident';

/** Finish in microseconds and id of a call. */
const place = z.tuple([z.string().regex(/^\d{1,17}$/), z.string().regex(/^\d{1,18}$/)]);

export const incidentCallsInput = incidentInput.extend({
  outcome: z.enum(['success', 'failure'], { error: 'must be success or failure' }).optional(),
  from: timeParam.optional(),
  to: timeParam.optional(),
  limit: limitParam(50),
  cursor: cursorParam(place).optional(),
});
export type IncidentCallsInput = z.infer<typeof incidentCallsInput>;

const BUDGET_MS = 1_000;
const OUTCOME = { success: 1, failure: 2 } as const;

function callItem(call: AttackCall, environment: string): CallItem {
  const known = call.durationUs >= 0;
  const startedAt = known ? new Date(call.finishedAt.getTime() - call.durationUs / 1000).toISOString() : null;
  const {
    id,
    method,
    route,
    endpointId,
    status,
    caller,
    consumer,
    userAgent,
    requestBytes,
    responseBytes,
    traceId,
    errorClass,
  } = call;
  return {
    id,
    environment,
    startedAt,
    finishedAt: call.finishedAt.toISOString(),
    method,
    route,
    endpointId,
    path: call.path ?? route,
    status,
    durationMs: known ? call.durationUs / 1000 : null,
    caller,
    consumer,
    userAgent,
    contentType: contentTypeIn(call.traits),
    requestBytes,
    responseBytes,
    accountHash: call.account,
    loginOutcome: loginOutcomeOf(call.flags),
    marks: callMarksOf(call.flags, call.traits),
    traceId,
    errorClass,
  };
}

const later = (a: Date, b: Date | undefined): Date => (b && b > a ? b : a);
const earlier = (a: Date, b: Date | undefined): Date => (b && b < a ? b : a);

/** The part of the attack that the request names; without `from` and `to` all of it. */
function within<S extends Pick<AttackScope, 'from' | 'to'>>(
  scope: S,
  { from, to }: Pick<IncidentCallsInput, 'from' | 'to'>,
): S {
  return { ...scope, from: later(scope.from, from), to: earlier(scope.to, to) };
}

interface Page {
  before: CallCursor | null;
  limit: number;
}

/** Those that were over a rate. Throws `timeout` when they could not be read within a second. */
async function callsOverRate(ctx: Context, scope: RateCallScope, page: Page): Promise<AttackCall[]> {
  if (scope.from >= scope.to) return [];
  try {
    return await ctx.storage.snapshot((sql) => withinBudget(sql, BUDGET_MS, () => listRateCalls(sql, scope, page)));
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    throw new AppError('timeout', 'the calls could not be read in time: try again, or choose a shorter range');
  }
}

/** Both lists in one, the newest first, each call once. */
function merge(attempts: readonly AttackCall[], over: readonly AttackCall[]): AttackCall[] {
  const byId = new Map([...attempts, ...over].map((call) => [call.id, call]));
  return [...byId.values()].sort((a, b) => Number(b.at) - Number(a.at) || (BigInt(b.id) > BigInt(a.id) ? 1 : -1));
}

/**
 * The calls of an incident, or of a part of it, the newest first: login attempts and what was over a rate; those with an
 * outcome are login attempts alone.
 */
export async function listIncidentCalls(ctx: Context, input: IncidentCallsInput): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const record = await getRecord(ctx.storage, { projectId: project.id, incidentId: input.incidentId });
  const [at, id] = input.cursor ?? [];
  const attack = attackOf(record);
  const scope = within(scopeOf(project.id, attack), input);
  const outcome = input.outcome === undefined ? null : OUTCOME[input.outcome];
  const where = { before: at === undefined || id === undefined ? null : { at, id }, limit: input.limit + 1 };
  const attempts = await ctx.storage.snapshot((sql) => listAttackCalls(sql, scope, { outcome, ...where }));
  const rates = outcome === null ? rateScopeOf(project.id, attack) : null;
  const over = rates === null ? [] : await callsOverRate(ctx, within(rates, input), where);
  const calls = merge(attempts, over).slice(0, where.limit);
  const page = calls.slice(0, input.limit);
  const last = page.at(-1);
  const environment = project.environments.find(({ id }) => id === record.environmentId)?.slug ?? '';
  return {
    calls: page.map((call) => callItem(call, environment)),
    nextCursor: calls.length > input.limit && last ? writeCursor([last.at, last.id]) : null,
    searchedBackTo: null,
  };
}
