import { evaluateRule, firstWindowOf, metricOf, recordEvaluation, toWatched } from '../../lib/alerting';
import type { Evaluated } from '../../lib/alerting';
import type { ObservationQuery, ObservationSeries } from '../../lib/shared';
import { announce, holdLease, holdMetricRules } from '../../lib/storage';
import type { Lease, MetricRuleRow, Storage } from '../../lib/storage';

/** Windows that were never evaluated are taken up in stretches of so long. */
const STRETCH_MS = 12 * 3_600_000;

export interface EvaluateDeps {
  storage: Storage;
  now(): Date;
  /** Windows of a project, read from rollups. */
  read(storage: Storage, query: ObservationQuery): Promise<ObservationSeries[]>;
}

export interface EvaluateInput {
  projectId: number;
  rules: readonly MetricRuleRow[];
  lease: Lease;
  /** End of the last window that is closed. */
  toMs: number;
}

/** What a pass over a project did. */
export interface ProjectPass {
  evaluated: number;
  notices: number;
  /** End of the last window that all its rules were evaluated for. */
  toMs: number;
}

/** Reads the windows that the rules need, in one go, and takes each rule through its own. */
async function evaluateAll(
  { storage, read, now }: EvaluateDeps,
  { projectId, rules, toMs }: EvaluateInput,
): Promise<{ evaluated: Evaluated[]; stretchToMs: number }> {
  const watched = rules.map((rule) => toWatched(rule, toMs));
  const behindMs = Math.min(...watched.map(({ memory }) => memory.evaluatedToMs));
  const stretchToMs = Math.min(toMs, behindMs + STRETCH_MS);
  const due = watched.filter(({ memory }) => memory.evaluatedToMs < stretchToMs);
  if (due.length === 0) return { evaluated: [], stretchToMs };
  const firstEndMs = Math.min(...due.map(firstWindowOf));
  const query = { projectId, metrics: due.map(metricOf), firstEndMs, lastEndMs: stretchToMs, now: now() };
  const series = await read(storage, query);
  const evaluated = due.flatMap((one, index) => {
    const own = series[index];
    return own ? evaluateRule(one, { series: own, firstEndMs, toMs: stretchToMs }) : [];
  });
  return { evaluated, stretchToMs };
}

/**
 * One pass over the metric rules of a project: windows, transitions, then one transaction with the fence, how the rules stand,
 * alerts and outbox; announcements after COMMIT. A rule that was edited meanwhile is left for the next pass.
 */
export async function evaluateProject(deps: EvaluateDeps, input: EvaluateInput): Promise<ProjectPass> {
  const { storage, now } = deps;
  const { projectId, rules, lease } = input;
  const { evaluated, stretchToMs } = await evaluateAll(deps, input);
  if (evaluated.length === 0) return { evaluated: 0, notices: 0, toMs: stretchToMs };
  const { enqueued, kept } = await storage.transaction(async (tx) => {
    await holdLease(tx, lease);
    const held = await holdMetricRules(tx, { projectId, ids: rules.map(({ id }) => id) });
    const same = evaluated.filter(({ watched: { row } }) => held.get(row.id)?.getTime() === row.effectiveAt.getTime());
    const recorded = await recordEvaluation(tx, { projectId, evaluated: same, now: now() });
    return { enqueued: recorded.enqueued, kept: same };
  });
  if (kept.some(({ news }) => news)) await announce(storage, { topic: 'alerts', projectIds: [projectId] });
  if (enqueued > 0) await announce(storage, { topic: 'outbox', projectIds: [projectId] });
  const notices = kept.reduce((sum, { tracked }) => sum + tracked.notices.length, 0);
  return { evaluated: kept.length, notices, toMs: stretchToMs };
}
