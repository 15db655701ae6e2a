import { callInput, getCall } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';

export const GET = route(callInput, (ctx, input) => getCall(ctx, input));
