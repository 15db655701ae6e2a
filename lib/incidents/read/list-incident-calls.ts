import { z } from 'zod';
import { cursorParam, limitParam, requirePermission, requireProject, writeCursor, type Context } from '../../access';
import { timeParam } from '../../analytics';
import { callMarksOf, loginOutcomeOf, type CallItem, type CallsAnswer } from '../../shared';
import { listAttackCalls, type AttackCall, type AttackScope } from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
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

const OUTCOME = { success: 1, failure: 2 } as const;

function callItem(call: AttackCall, environment: string): CallItem {
  const known = call.durationUs >= 0;
  const startedAt = known ? new Date(call.finishedAt.getTime() - call.durationUs / 1000).toISOString() : null;
  const { id, method, route, endpointId, status, caller, consumer, userAgent, requestBytes, responseBytes, traceId } =
    call;
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
    requestBytes,
    responseBytes,
    accountHash: call.account,
    loginOutcome: loginOutcomeOf(call.flags),
    marks: callMarksOf(call.flags),
    traceId,
  };
}

const later = (a: Date, b: Date | undefined): Date => (b && b > a ? b : a);
const earlier = (a: Date, b: Date | undefined): Date => (b && b < a ? b : a);

/** The part of the attack that the request names; without `from` and `to` all of it. */
function within(scope: AttackScope, { from, to }: Pick<IncidentCallsInput, 'from' | 'to'>): AttackScope {
  return { ...scope, from: later(scope.from, from), to: earlier(scope.to, to) };
}

/** The login attempts of an incident, or of a part of it, the newest first. */
export async function listIncidentCalls(ctx: Context, input: IncidentCallsInput): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const record = await getRecord(ctx.storage, { projectId: project.id, incidentId: input.incidentId });
  const [at, id] = input.cursor ?? [];
  const scope = within(scopeOf(project.id, attackOf(record)), input);
  const calls = await listAttackCalls(ctx.storage, scope, {
    outcome: input.outcome === undefined ? null : OUTCOME[input.outcome],
    before: at === undefined || id === undefined ? null : { at, id },
    limit: input.limit + 1,
  });
  const page = calls.slice(0, input.limit);
  const last = page.at(-1);
  const environment = project.environments.find(({ id }) => id === record.environmentId)?.slug ?? '';
  return {
    calls: page.map((call) => callItem(call, environment)),
    nextCursor: calls.length > input.limit && last ? writeCursor([last.at, last.id]) : null,
    searchedBackTo: null,
  };
}
