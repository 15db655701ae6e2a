import { getInstanceStatus, instanceStatusInput } from '../../../../lib/analytics';
import { getRuntime, route } from '../../../../lib/http';

export const GET = route(instanceStatusInput, (ctx) => getInstanceStatus(ctx, { version: getRuntime().version }));
