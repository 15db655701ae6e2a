import { z } from 'zod';
import { createRule, createRuleInput, listRules } from '../../../../../../lib/alerting';
import { DETECTORS } from '../../../../../../lib/detection';
import { route } from '../../../../../../lib/http';

export const GET = route(z.object({}), (ctx) => listRules(ctx));

export const POST = route(createRuleInput, (ctx, input) => createRule(ctx, input, { detectors: DETECTORS }));
