import { bucketOf, findMetricRules, LeaseLostError } from '../../lib/storage';
import type { MetricRuleRow } from '../../lib/storage';
import type { LeaseKeeper } from '../jobs/leases';
import { evaluateProject } from './evaluate-project';
import type { EvaluateDeps } from './evaluate-project';

export interface PassDeps extends EvaluateDeps {
  leases: Pick<LeaseKeeper, 'leaseOf'>;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told of each project that was evaluated. */
  onPass(pass: { evaluated: number; notices: number }): void;
}

function byProject(rows: readonly MetricRuleRow[]): Map<number, MetricRuleRow[]> {
  const projects = new Map<number, MetricRuleRow[]>();
  for (const row of rows) {
    const rules = projects.get(row.projectId) ?? [];
    rules.push(row);
    projects.set(row.projectId, rules);
  }
  return projects;
}

/** One stretch of one project; a project that fails does not hold up the others. */
async function evaluate(
  deps: PassDeps,
  { projectId, rules, toMs }: { projectId: number; rules: MetricRuleRow[]; toMs: number },
): Promise<'done' | 'more' | 'failed'> {
  const { leases, log, onPass } = deps;
  const lease = leases.leaseOf(projectId);
  if (!lease) return 'failed';
  try {
    const pass = await evaluateProject(deps, { projectId, rules, lease, toMs });
    onPass(pass);
    return pass.toMs < toMs ? 'more' : 'done';
  } catch (error) {
    if (error instanceof LeaseLostError) log.info({ projectId }, error.message);
    else log.error({ err: error, projectId }, 'the rules of a project were not evaluated; they are tried again');
    return 'failed';
  }
}

/** Takes the rules of all projects in these buckets to a closed window. Returns the buckets that are there. */
export async function passOver(
  deps: PassDeps,
  { buckets, toMs, signal }: { buckets: readonly number[]; toMs: number; signal: AbortSignal },
): Promise<number[]> {
  const failed = new Set<number>();
  let waiting = [...buckets];
  while (waiting.length > 0) {
    const more = new Set<number>();
    for (const [projectId, rules] of byProject(await findMetricRules(deps.storage, waiting))) {
      if (signal.aborted) return [];
      const result = await evaluate(deps, { projectId, rules, toMs });
      if (result === 'failed') failed.add(bucketOf(projectId));
      if (result === 'more') more.add(bucketOf(projectId));
    }
    waiting = [...more].filter((bucket) => !failed.has(bucket));
  }
  return buckets.filter((bucket) => !failed.has(bucket));
}
