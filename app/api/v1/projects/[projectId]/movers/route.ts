import { getMovers, moversInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(moversInput, (ctx, input) => getMovers(ctx, input));
