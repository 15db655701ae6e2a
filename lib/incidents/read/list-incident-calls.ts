import { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import { AppError, loginOutcomeOf, type CallItem, type CallsAnswer } from '../../shared';
import { listAttackCalls, type AttackCall } from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
import { getRecord, incidentInput } from './own-incident';

export const incidentCallsInput = incidentInput.extend({
  outcome: z.enum(['success', 'failure'], { error: 'must be success or failure' }).optional(),
  limit: z.coerce.number('must be a number').int().min(1).max(1_000).default(50),
  cursor: z.string().optional(),
});
export type IncidentCallsInput = z.infer<typeof incidentCallsInput>;

const OUTCOME = { success: 1, failure: 2 } as const;
const position = z.tuple([z.string().regex(/^[\d :.+-]{19,40}$/), z.string().regex(/^\d{1,19}$/)]);

function readCursor(text: string): { finishedAtText: string; id: string } {
  try {
    const [finishedAtText, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (Number.isNaN(Date.parse(`${finishedAtText.slice(0, 10)}`))) throw new Error('not a time');
    return { finishedAtText, id };
  } catch {
    throw new AppError('invalid', 'is not a cursor of this list', { field: 'cursor' });
  }
}

function writeCursor({ finishedAtText, id }: AttackCall): string {
  return Buffer.from(JSON.stringify([finishedAtText, id])).toString('base64url');
}

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
    traceId,
  };
}

/** The login attempts of an incident, the newest first. */
export async function listIncidentCalls(ctx: Context, input: IncidentCallsInput): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const record = await getRecord(ctx.storage, { projectId: project.id, incidentId: input.incidentId });
  const calls = await listAttackCalls(ctx.storage, scopeOf(project.id, attackOf(record)), {
    outcome: input.outcome === undefined ? null : OUTCOME[input.outcome],
    before: input.cursor === undefined ? null : readCursor(input.cursor),
    limit: input.limit + 1,
  });
  const page = calls.slice(0, input.limit);
  const last = page.at(-1);
  const environment = project.environments.find(({ id }) => id === record.environmentId)?.slug ?? '';
  return {
    calls: page.map((call) => callItem(call, environment)),
    nextCursor: calls.length > input.limit && last ? writeCursor(last) : null,
    searchedBackTo: null,
  };
}
