import { route } from '../../../../../../../lib/http';
import { previewRatePolicy, previewRatePolicyInput } from '../../../../../../../lib/rates';

export const POST = route(previewRatePolicyInput, (ctx, input) => previewRatePolicy(ctx, input));
