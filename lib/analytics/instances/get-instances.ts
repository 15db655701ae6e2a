import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { ApiInstance, InstancesAnswer } from '../../shared';
import { usage } from '../../storage';
import { rangeParams, requireRange, scopeOf } from '../range/params';

const SHOWN = 100;
const MOST_DEPLOYS = 200;
/** Two heartbeats and a half. */
const LIVE_MS = 150_000;

export const instancesInput = z.object(rangeParams);
export type InstancesInput = z.output<typeof instancesInput>;

/** Instances of the API that were heard of in a range, with their versions, and when versions were deployed. */
export async function getInstances(ctx: Context, input: InstancesInput): Promise<InstancesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const { projectId, environmentIds } = scopeOf(ctx, project, input.environment);
  const query = { projectId, environmentIds, from: input.from, to: input.to };
  const slugs = new Map(project.environments.map(({ id, slug }) => [id, slug]));
  const { found, deploys } = await ctx.storage.snapshot(async (sql) => ({
    found: await usage.readInstances(sql, { ...query, limit: SHOWN }),
    deploys: await usage.readDeploys(sql, { ...query, limit: MOST_DEPLOYS }),
  }));
  const toItem = ({ environmentId, firstSeenAt, lastSeenAt, ...row }: usage.InstanceRow): ApiInstance => ({
    ...row,
    environment: slugs.get(environmentId) ?? '',
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    live: lastSeenAt.getTime() > ctx.now().getTime() - LIVE_MS,
  });
  return {
    instances: found.rows.map(toItem),
    count: found.count,
    deploys: deploys.map(({ environmentId, version, at }) => ({
      version,
      environment: slugs.get(environmentId) ?? '',
      at: at.toISOString(),
    })),
  };
}
