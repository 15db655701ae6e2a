import { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, type IncidentItem, type Permission } from '../../shared';
import { announce, insertIncidentEvents, lockIncident, saveIncident } from '../../storage';
import { incidentItem } from '../read/incident-item';
import { incidentInput } from '../read/own-incident';
import { endpointNames } from '../stored/endpoint-names';
import { readEntities } from '../stored/entities';
import { transition, type IncidentAction } from '../transition';

const NOTE_LENGTH = 4_000;
const note = z.string().trim().max(NOTE_LENGTH, `must have at most ${NOTE_LENGTH} characters`);

export const changeIncidentInput = incidentInput.extend({ note: note.optional() });
export type ChangeIncidentInput = z.infer<typeof changeIncidentInput>;

interface Change {
  kind: IncidentAction['kind'];
  permission: Permission;
  /** In the activity log. */
  action: string;
}

/** Locks, changes, records the event and the activity in one transaction; then announces. */
export async function changeIncident(
  ctx: Context,
  input: ChangeIncidentInput,
  { kind, permission, action }: Change,
): Promise<IncidentItem> {
  requirePermission(ctx, permission, input.projectId);
  const project = requireProject(ctx);
  const key = { projectId: project.id, incidentId: input.incidentId };
  const text = input.note === undefined || input.note === '' ? null : input.note;
  const item = await ctx.storage.transaction(async (tx) => {
    const before = await lockIncident(tx, key);
    if (!before) throw new AppError('not_found', 'no such incident');
    const { incident, event } = transition(before, { kind, by: ctx.actor.name, at: ctx.now(), note: text });
    await saveIncident(tx, incident);
    await insertIncidentEvents(tx, { projectId: project.id, events: [event] });
    await appendAudit(tx, ctx, { action, target: String(incident.id), projectId: project.id });
    const ids = readEntities(incident.entities).endpointIds;
    const endpoints = await endpointNames(tx, { projectId: project.id, ids });
    return incidentItem(incident, { environments: project.environments, endpoints, now: ctx.now() });
  });
  await announce(ctx.storage, { topic: 'incidents', projectIds: [project.id] });
  return item;
}
