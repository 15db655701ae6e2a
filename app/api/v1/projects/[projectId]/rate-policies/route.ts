import { route, wholeList } from '../../../../../../lib/http';
import {
  createRatePolicy,
  createRatePolicyInput,
  listRatePolicies,
  listRatePoliciesInput,
} from '../../../../../../lib/rates';

export const GET = route(
  listRatePoliciesInput,
  wholeList((ctx, input) => listRatePolicies(ctx, input)),
);

export const POST = route(createRatePolicyInput, async (ctx, input) =>
  Response.json(await createRatePolicy(ctx, input), { status: 201 }),
);
