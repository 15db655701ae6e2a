import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { methodIndex, TRAIT } from '../../shared';
import type { CallPattern, MatchesAnswer } from '../../shared';
import { naming, readEndpointMasks } from '../../storage';
import type { Sql } from '../../storage';
import { reachOf } from '../raw/reach-of';
import { withinShrinking } from '../raw/within-shrinking';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HOUR_SECONDS = 3_600;
/** Passed over in some 300 ms; when the machine is so busy that they take more than a second, an eighth. */
const MOST_ROWS = 300_000;

interface Look {
  project: ContextProject;
  values: CallPattern;
  from: Date;
  to: Date;
  mostRows: number;
}

const startOfHour = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);

async function look(sql: Sql, { project, values, from, to, mostRows }: Look): Promise<{ calls: number; from: Date }> {
  const { id: projectId, environments } = project;
  const environmentIds = environments.map(({ id }) => id);
  const all = { projectId, environmentIds, from: startOfHour(from), to };
  const hours = await readEndpointMasks(sql, all, { endpointIds: [0], of: 'any' });
  const stretches = hours.map(({ hour, calls }) => ({ at: hour, calls })).sort((a, b) => b.at - a.at);
  const reach = reachOf({ from, to }, stretches, { mostRows, stretchSeconds: HOUR_SECONDS });
  const method = values.method === null ? null : methodIndex(values.method);
  const query = {
    projectId,
    environmentIds,
    from: reach,
    to,
    values,
    methodIndex: method,
    methodMask: TRAIT.methodMask,
  };
  return { calls: await naming.countMatching(sql, query), from: reach };
}

/**
 * How many calls of the last 24 hours a pattern matches, archives among them, the newest first until some 300,000 are
 * passed over. Throws `timeout` when not even few could be read within a second.
 */
export async function countMatches(
  ctx: Context,
  { method, path, userAgent, network }: CallPattern,
  mostRows = MOST_ROWS,
): Promise<MatchesAnswer> {
  requirePermission(ctx, 'project:read');
  const project = requireProject(ctx);
  const to = ctx.now();
  const from = new Date(to.getTime() - DAY_MS);
  const values = { method, path, userAgent, network };
  const looked = await withinShrinking(ctx, [mostRows, mostRows / 8], (sql, rows) =>
    look(sql, { project, values, from, to, mostRows: rows }),
  );
  return { calls: looked.calls, from: looked.from.toISOString(), to: to.toISOString(), complete: looked.from <= from };
}
