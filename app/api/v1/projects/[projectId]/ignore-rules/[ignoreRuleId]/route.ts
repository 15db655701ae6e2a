import { route } from '../../../../../../../lib/http';
import {
  deleteIgnoreRule,
  ignoreRuleInput,
  turnIgnoreRule,
  turnIgnoreRuleInput,
} from '../../../../../../../lib/projects';

export const PATCH = route(turnIgnoreRuleInput, (ctx, input) => turnIgnoreRule(ctx, input));
export const DELETE = route(ignoreRuleInput, (ctx, input) => deleteIgnoreRule(ctx, input));
