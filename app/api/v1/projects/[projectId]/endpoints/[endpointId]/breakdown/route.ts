import { breakdownInput, getBreakdown } from '../../../../../../../../lib/analytics';
import { route } from '../../../../../../../../lib/http';

export const GET = route(breakdownInput, (ctx, input) => getBreakdown(ctx, input));
