import { z } from 'zod';
import {
  limitParam,
  projectParam,
  requireEnvironment,
  requirePermission,
  requireProject,
  type Context,
  type ContextProject,
} from '../../access';
import type { IncidentsAnswer } from '../../shared';
import { listIncidents as listRecords } from '../../storage';
import { endpointNames } from '../stored/endpoint-names';
import { readEntities } from '../stored/entities';
import { incidentItem } from './incident-item';

export const listIncidentsInput = z.object({
  projectId: projectParam,
  state: z.enum(['open', 'acknowledged', 'resolved'], { error: 'must be open, acknowledged or resolved' }).optional(),
  environment: z.string().optional(),
  limit: limitParam(100),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the nextCursor of an earlier answer')
    .transform(Number)
    .optional(),
});
export type ListIncidentsInput = z.infer<typeof listIncidentsInput>;

/** The environments that a read takes in: the one named, or all but archives. */
function environmentIds(project: ContextProject, slug: string | undefined): number[] {
  if (slug === undefined) return project.environments.filter(({ archive }) => !archive).map(({ id }) => id);
  return [requireEnvironment(project, slug).id];
}

/** Incidents of a project, the newest first. */
export async function listIncidents(ctx: Context, input: ListIncidentsInput): Promise<IncidentsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const records = await listRecords(ctx.storage, {
    projectId: project.id,
    environmentIds: environmentIds(project, input.environment),
    state: input.state ?? null,
    beforeId: input.cursor ?? null,
    limit: input.limit + 1,
  });
  const page = records.slice(0, input.limit);
  const ids = page.flatMap((record) => readEntities(record.entities).endpointIds);
  const endpoints = await endpointNames(ctx.storage, { projectId: project.id, ids });
  const last = page.at(-1);
  return {
    incidents: page.map((record) =>
      incidentItem(record, { environments: project.environments, endpoints, now: ctx.now() }),
    ),
    nextCursor: records.length > input.limit && last ? String(last.id) : null,
  };
}
