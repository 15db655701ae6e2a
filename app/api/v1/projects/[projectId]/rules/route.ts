import { createRule, createRuleInput, listRules, listRulesInput } from '../../../../../../lib/alerting';
import { DETECTORS } from '../../../../../../lib/detection';
import { route, wholeList } from '../../../../../../lib/http';

export const GET = route(
  listRulesInput,
  wholeList((ctx, input) => listRules(ctx, input)),
);

export const POST = route(createRuleInput, (ctx, input) => createRule(ctx, input, { detectors: DETECTORS }));
