import { callersInput, getCallers } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(callersInput, (ctx, input) => getCallers(ctx, input));
