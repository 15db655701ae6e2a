import { endpointInput, getEndpoint } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';
import { updateEndpoint, updateEndpointInput } from '../../../../../../../lib/projects';

export const GET = route(endpointInput, (ctx, input) => getEndpoint(ctx, input));
export const PATCH = route(updateEndpointInput, (ctx, input) => updateEndpoint(ctx, input));
