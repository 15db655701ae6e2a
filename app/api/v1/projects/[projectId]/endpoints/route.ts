import { getEndpoints, endpointsInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(endpointsInput, (ctx, input) => getEndpoints(ctx, input));
