import { countMatches } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';
import { callPatternInput } from '../../../../../../lib/projects';

export const POST = route(callPatternInput, (ctx, input) => countMatches(ctx, input));
