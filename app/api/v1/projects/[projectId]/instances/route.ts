import { getInstances, instancesInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(instancesInput, (ctx, input) => getInstances(ctx, input));
