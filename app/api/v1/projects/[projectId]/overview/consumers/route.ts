import { getOverviewConsumers, overviewInput } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';

export const GET = route(overviewInput, (ctx, input) => getOverviewConsumers(ctx, input));
