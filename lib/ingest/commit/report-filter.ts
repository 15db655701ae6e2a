import type { SdkReport } from '../../storage';
import { LIMITS } from '../limits';

const REPORT_EVERY_MS = 30_000;
const HOUR_MS = 3_600_000;
const PROJECTS = 10_000;

/** What was heard of the instances of a project within an hour. */
interface Heard {
  sinceMs: number;
  /** When each instance was let through last. */
  savedAtMs: Map<string, number>;
  /** Those whose routes may be kept. */
  withRoutes: Set<string>;
}

const newHour = (atMs: number): Heard => ({ sinceMs: atMs, savedAtMs: new Map(), withRoutes: new Set() });

/** Routes are a thousand times what else is known of an instance: those of the first few of an hour are kept. */
function boundRoutes(report: SdkReport, name: string, { withRoutes }: Heard): SdkReport {
  if (report.routes === null || withRoutes.has(name)) return report;
  if (withRoutes.size >= LIMITS.instancesWithRoutes) return { ...report, routes: null };
  withRoutes.add(name);
  return report;
}

/**
 * Lets a report through when it says something new, else every 30 s for each instance. Instances beyond those that a project
 * may bring within an hour are not recorded; their calls are stored all the same.
 */
export function createReportFilter(): (report: SdkReport | null, atMs: number) => SdkReport | null {
  const projects = new Map<number, Heard>();

  function heardOf(projectId: number, atMs: number): Heard {
    const known = projects.get(projectId);
    if (known && atMs - known.sinceMs < HOUR_MS) return known;
    if (projects.size >= PROJECTS) projects.clear();
    const heard = newHour(atMs);
    projects.set(projectId, heard);
    return heard;
  }

  return (report, atMs) => {
    if (!report) return null;
    const heard = heardOf(report.projectId, atMs);
    const name = `${report.environmentId}/${report.instance}`;
    const savedAtMs = heard.savedAtMs.get(name);
    if (savedAtMs === undefined && heard.savedAtMs.size >= LIMITS.instances) return null;
    const due = atMs - (savedAtMs ?? 0) >= REPORT_EVERY_MS;
    if (!due && report.dropped.size === 0 && report.routes === null) return null;
    heard.savedAtMs.set(name, atMs);
    return boundRoutes(report, name, heard);
  };
}
