import { getSeries, seriesInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(seriesInput, (ctx, input) => getSeries(ctx, input));
