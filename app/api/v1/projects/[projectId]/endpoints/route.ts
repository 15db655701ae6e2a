import { getEndpoints, endpointsInput } from '../../../../../../lib/analytics';
import { route, wholeList } from '../../../../../../lib/http';

export const GET = route(
  endpointsInput,
  wholeList((ctx, input) => getEndpoints(ctx, input)),
);
