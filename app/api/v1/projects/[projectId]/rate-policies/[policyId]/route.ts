import { route } from '../../../../../../../lib/http';
import {
  deleteRatePolicy,
  ratePolicyInput,
  updateRatePolicy,
  updateRatePolicyInput,
} from '../../../../../../../lib/rates';

export const PATCH = route(updateRatePolicyInput, (ctx, input) => updateRatePolicy(ctx, input));

export const DELETE = route(ratePolicyInput, (ctx, input) => deleteRatePolicy(ctx, input));
