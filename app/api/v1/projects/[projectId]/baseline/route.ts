import { baselineInput, getBaseline } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(baselineInput, (ctx, input) => getBaseline(ctx, input));
