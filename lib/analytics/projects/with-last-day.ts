import { requirePermission, type Context } from '../../access';
import type { ProjectItem, ProjectOverviewItem, ProjectsAnswer } from '../../shared';
import { countOpenIncidents, listPendingAmong, readProjectSums, type Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { environmentsOf } from '../cells/pending-filter';
import { E } from '../measures/columns';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HOURS = 24;

interface Sums {
  calls: number;
  errors: number;
  callsByHour: number[];
}

/** The last day: 24 hours of the clock, the last one running, and before them the minutes that fill up a day. */
interface LastDay {
  fromMs: number;
  hoursFromMs: number;
  toMs: number;
}

function lastDayOf(now: Date): LastDay {
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return { fromMs: minute - HOURS * HOUR_MS, hoursFromMs: hour - (HOURS - 1) * HOUR_MS, toMs: hour + HOUR_MS };
}

function adder(day: LastDay, sums: Map<number, Sums>) {
  return (projectId: number, atMs: number, { calls, errors }: { calls: number; errors: number }): void => {
    const of = sums.get(projectId);
    if (!of || atMs < day.fromMs || atMs >= day.toMs) return;
    of.calls += calls;
    of.errors += errors;
    const hour = Math.floor((atMs - day.hoursFromMs) / HOUR_MS);
    if (hour >= 0) of.callsByHour[hour] = (of.callsByHour[hour] ?? 0) + calls;
  };
}

async function addPending(
  ctx: Context,
  sql: Sql,
  { projects, add }: { projects: readonly ProjectItem[]; add: ReturnType<typeof adder> },
) {
  for (const id of await listPendingAmong(
    sql,
    projects.map((project) => project.id),
  )) {
    const environments = projects.find((project) => project.id === id)?.environments ?? [];
    const live = environments.filter(({ archive }) => !archive).map((environment) => environment.id);
    for (const { endpoints } of environmentsOf(await loadPending(ctx.storage, sql, id), live)) {
      for (let row = 0; row < endpoints.size; row++) {
        const at = (column: number): number => endpoints.value(row, column);
        add(id, endpoints.key(row, 0) * MINUTE_MS, { calls: at(E.calls), errors: at(E.s4xx) + at(E.s5xx) });
      }
    }
  }
}

async function readSums(
  ctx: Context,
  sql: Sql,
  { projects, day }: { projects: readonly ProjectItem[]; day: LastDay },
): Promise<Map<number, Sums>> {
  const projectIds = projects.map(({ id }) => id);
  const sums = new Map(
    projectIds.map((id) => [id, { calls: 0, errors: 0, callsByHour: Array.from({ length: HOURS }, () => 0) }]),
  );
  const add = adder(day, sums);
  const hoursFrom = new Date(day.hoursFromMs);
  const [from, to] = [new Date(day.fromMs), new Date(day.toMs)];
  const minutes = await readProjectSums(sql, { projectIds, source: 'minute', from, to: hoursFrom });
  const hours = await readProjectSums(sql, { projectIds, source: 'hour', from: hoursFrom, to });
  for (const row of [...minutes, ...hours]) add(row.projectId, row.at * 1_000, row);
  await addPending(ctx, sql, { projects, add });
  return sums;
}

/** Hours that ended before there was the project are not known to have had no calls. */
function knownHours(callsByHour: readonly number[], hoursFromMs: number, project: ProjectItem): (number | null)[] {
  const sinceMs = Date.parse(project.createdAt);
  return callsByHour.map((calls, hour) =>
    calls === 0 && hoursFromMs + (hour + 1) * HOUR_MS <= sinceMs ? null : calls,
  );
}

interface Told {
  day: LastDay;
  sums: Sums | undefined;
  openIncidents: number;
}

function toOverview(project: ProjectItem, { day, sums, openIncidents }: Told): ProjectOverviewItem {
  const { calls, errors, callsByHour: counted } = sums ?? { calls: 0, errors: 0, callsByHour: [] };
  const callsByHour = knownHours(counted, day.hoursFromMs, project);
  return {
    ...project,
    lastDay: { calls, errors, errorRatio: calls === 0 ? null : errors / calls, callsByHour },
    openIncidents,
  };
}

/** What each project did within the last day and what is open there, from one snapshot. */
export async function withLastDay(ctx: Context, projects: readonly ProjectItem[]): Promise<ProjectsAnswer> {
  requirePermission(ctx, 'project:read');
  const ids = projects.map(({ id }) => id);
  const day = lastDayOf(ctx.now());
  const { sums, open } = await ctx.storage.snapshot(async (sql) => ({
    sums: await readSums(ctx, sql, { projects, day }),
    open: await countOpenIncidents(sql, ids),
  }));
  return {
    projects: projects.map((project) => {
      const { id } = project;
      return toOverview(project, { day, sums: sums.get(id), openIncidents: open.get(id) ?? 0 });
    }),
  };
}
