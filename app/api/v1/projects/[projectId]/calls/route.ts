import { getCalls, callsInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(callsInput, (ctx, input) => getCalls(ctx, input));
