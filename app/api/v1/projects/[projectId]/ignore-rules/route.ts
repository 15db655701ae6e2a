import { route, wholeList } from '../../../../../../lib/http';
import { createIgnoreRule, createIgnoreRuleInput, listIgnoreRules, projectInput } from '../../../../../../lib/projects';

export const GET = route(
  projectInput,
  wholeList((ctx, input) => listIgnoreRules(ctx, input)),
);
export const POST = route(createIgnoreRuleInput, async (ctx, input) =>
  Response.json(await createIgnoreRule(ctx, input), { status: 201 }),
);
