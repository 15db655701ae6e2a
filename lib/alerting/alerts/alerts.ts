import { z } from 'zod';
import {
  cursorParam,
  environmentParam,
  limitParam,
  projectParam,
  requireEnvironment,
  requirePermission,
  requireProject,
  writeCursor,
} from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { ALERT_STATES, AppError } from '../../shared';
import type { AlertItem, AlertsAnswer, AlertState } from '../../shared';
import { acknowledgeAlertRow, announce, findAlert, listAlerts as readAlerts, lockAlert } from '../../storage';
import { toAlertItem } from './to-item';

const STATES = [...ALERT_STATES, 'open'] as const;

export const listAlertsInput = z.object({
  state: z.enum(STATES, { error: `must be one of ${STATES.join(', ')}` }).optional(),
  rule: z.string().max(100).optional(),
  environment: environmentParam,
  limit: limitParam(100),
  cursor: cursorParam(z.tuple([z.number().int().positive()])).optional(),
});
export type ListAlertsInput = z.output<typeof listAlertsInput>;

export const alertInput = z.object({
  projectId: projectParam,
  alertId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the number of an alert')
    .transform(Number),
});
export type AlertInput = z.output<typeof alertInput>;

function statesOf(state: ListAlertsInput['state']): AlertState[] | null {
  if (state === undefined) return null;
  return state === 'open' ? ['firing', 'nodata'] : [state];
}

/** Alerts of the project, the newest first. */
export async function listAlerts(ctx: Context, input: ListAlertsInput): Promise<AlertsAnswer> {
  requirePermission(ctx, 'project:read');
  const project = requireProject(ctx);
  const { state, rule, environment } = input;
  const records = await readAlerts(ctx.storage, {
    projectId: project.id,
    states: statesOf(state),
    ruleId: rule ?? null,
    environment: environment === undefined ? null : requireEnvironment(project, environment).slug,
    beforeId: input.cursor?.[0] ?? null,
    limit: input.limit + 1,
  });
  const alerts = records.slice(0, input.limit).map(toAlertItem);
  const last = alerts.at(-1);
  return { alerts, nextCursor: records.length > input.limit && last ? writeCursor([last.id]) : null };
}

/** One alert. Throws `not_found`. */
export async function getAlert(ctx: Context, { projectId, alertId }: AlertInput): Promise<AlertItem> {
  requirePermission(ctx, 'project:read', projectId);
  const alert = await findAlert(ctx.storage, { projectId, alertId });
  if (!alert) throw new AppError('not_found', 'no such alert');
  return toAlertItem(alert);
}

/** Says that somebody looks after an alert: it is not told again. A second time changes nothing. Throws `conflict` when it is over. */
export async function acknowledgeAlert(ctx: Context, { projectId, alertId }: AlertInput): Promise<AlertItem> {
  requirePermission(ctx, 'alert:acknowledge', projectId);
  const item = await ctx.storage.transaction(async (tx) => {
    const alert = await lockAlert(tx, { projectId, alertId });
    if (!alert) throw new AppError('not_found', 'no such alert');
    if (alert.state === 'resolved') throw new AppError('conflict', 'the alert is resolved already');
    if (alert.acknowledgedBy !== null) return toAlertItem(alert);
    const by = { acknowledgedBy: ctx.actor.name, acknowledgedAt: ctx.now() };
    await acknowledgeAlertRow(tx, { projectId, alertId, by: by.acknowledgedBy, at: by.acknowledgedAt });
    await appendAudit(tx, ctx, { action: 'alert.acknowledged', projectId, target: String(alertId) });
    return toAlertItem({ ...alert, ...by });
  });
  await announce(ctx.storage, { topic: 'alerts', projectIds: [projectId] });
  return item;
}
