import { z } from 'zod';
import { createRule, createRuleInput, listRules } from '../../../../../../lib/alerting';
import { DETECTORS } from '../../../../../../lib/detection';
import { route, wholeList } from '../../../../../../lib/http';

export const GET = route(
  z.object({}),
  wholeList((ctx) => listRules(ctx)),
);

export const POST = route(createRuleInput, (ctx, input) => createRule(ctx, input, { detectors: DETECTORS }));
