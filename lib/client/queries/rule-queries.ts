import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { BacktestAnswer, BacktestInput, NewRule, RuleChange, RuleItem, RulesAnswer } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

const TOPICS = { topics: ['alerts', 'settings'] };

export const rulesQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'rules'),
    queryFn: ({ signal }) => getJson<RulesAnswer>(projectPath(projectId, 'rules'), {}, signal),
    meta: TOPICS,
  });

export const ruleQuery = (projectId: number, ruleId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'rule', { ruleId }),
    queryFn: ({ signal }) =>
      getJson<RuleItem>(projectPath(projectId, `rules/${encodeURIComponent(ruleId)}`), {}, signal),
    meta: TOPICS,
  });

/** What a metric rule would have done. It is read once: the past does not change by a call that comes in. */
export const backtestQuery = (projectId: number, input: BacktestInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'backtest', { ...input }),
    queryFn: () => sendJson<BacktestAnswer>('POST', projectPath(projectId, 'rules/backtest'), input),
    placeholderData: keepPreviousData,
  });

/** Makes a rule. Throws `ApiError`. */
export function createRule(projectId: number, rule: NewRule): Promise<RuleItem> {
  return sendJson('POST', projectPath(projectId, 'rules'), rule);
}

/** Changes what is given of a rule. Throws `ApiError`. */
export function changeRule(
  projectId: number,
  { ruleId, change }: { ruleId: string; change: RuleChange },
): Promise<RuleItem> {
  return sendJson('PATCH', projectPath(projectId, `rules/${encodeURIComponent(ruleId)}`), change);
}

/** Deletes a rule; what is firing is ended and told. Throws `ApiError`. */
export function deleteRule(projectId: number, ruleId: string): Promise<unknown> {
  return sendJson('DELETE', projectPath(projectId, `rules/${encodeURIComponent(ruleId)}`));
}
