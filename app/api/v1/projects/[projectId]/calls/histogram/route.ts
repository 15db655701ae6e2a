import { callHistogramInput, getCallHistogram } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';

export const GET = route(callHistogramInput, (ctx, input) => getCallHistogram(ctx, input));
