import { dayOf, findArchiveEnvironments, listPendingByProject, readPending } from '../storage';
import type { Sql } from '../storage';
import { decodePending } from './pending/codec';
import { MINUTES_PER_DAY } from './pending/totals';
import type { EnvironmentTotals } from './pending/totals';

const MS_PER_DAY = 86_400_000;
const BLOBS_AT_ONCE = 100;

function noteDays(days: Set<string>, { endpoints }: EnvironmentTotals): void {
  let latest = Number.NaN;
  for (let row = 0; row < endpoints.size; row++) {
    const day = Math.floor(endpoints.key(row, 0) / MINUTES_PER_DAY);
    if (day !== latest) days.add(dayOf(day * MS_PER_DAY));
    latest = day;
  }
}

interface OfProject {
  projectId: number;
  flushNos: readonly string[];
  archiveIds: readonly number[];
}

async function noteProject(sql: Sql, days: Set<string>, { projectId, flushNos, archiveIds }: OfProject): Promise<void> {
  for (let at = 0; at < flushNos.length; at += BLOBS_AT_ONCE) {
    for (const { body } of await readPending(sql, projectId, flushNos.slice(at, at + BLOBS_AT_ONCE))) {
      const { environments } = decodePending(body);
      for (const totals of archiveIds.flatMap((id) => environments.get(id) ?? [])) noteDays(days, totals);
    }
  }
}

/**
 * Tells on which days (`YYYY-MM-DD`, UTC) archives have calls that wait for their rollups; of those that a rollup has taken
 * the days' own rows tell. Each blob is looked into once, so that asking again costs what came in between.
 */
export function createArchivedDays(): (sql: Sql) => Promise<ReadonlySet<string>> {
  const looked = new Set<string>();
  const days = new Set<string>();
  return async (sql) => {
    const waiting = await listPendingByProject(sql);
    const archives = await findArchiveEnvironments(
      sql,
      waiting.map(({ projectId }) => projectId),
    );
    for (const { projectId, flushNos } of waiting) {
      const fresh = flushNos.filter((flushNo) => !looked.has(`${projectId} ${flushNo}`));
      const archiveIds = archives.filter((one) => one.projectId === projectId).map((one) => one.environmentId);
      await noteProject(sql, days, { projectId, flushNos: fresh, archiveIds });
      for (const flushNo of fresh) looked.add(`${projectId} ${flushNo}`);
    }
    return days;
  };
}
