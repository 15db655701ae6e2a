import { getLogins, loginsInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(loginsInput, (ctx, input) => getLogins(ctx, input));
