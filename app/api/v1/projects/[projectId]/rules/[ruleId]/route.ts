import { deleteRule, getRule, ruleInput, updateRule, updateRuleInput } from '../../../../../../../lib/alerting';
import { DETECTORS } from '../../../../../../../lib/detection';
import { route } from '../../../../../../../lib/http';

export const GET = route(ruleInput, (ctx, input) => getRule(ctx, input));

export const PATCH = route(updateRuleInput, (ctx, input) => updateRule(ctx, input, { detectors: DETECTORS }));

export const DELETE = route(ruleInput, (ctx, input) => deleteRule(ctx, input));
