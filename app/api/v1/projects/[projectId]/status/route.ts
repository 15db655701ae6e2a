import { getStatus, statusInput } from '../../../../../../lib/analytics';
import { getRuntime, route } from '../../../../../../lib/http';

export const GET = route(statusInput, (ctx, input) => getStatus(ctx, { ...input, version: getRuntime().version }));
