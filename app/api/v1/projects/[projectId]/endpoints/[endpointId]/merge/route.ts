import { route } from '../../../../../../../../lib/http';
import { mergeEndpoints, mergeEndpointsInput } from '../../../../../../../../lib/projects';

export const POST = route(mergeEndpointsInput, (ctx, input) => mergeEndpoints(ctx, input));
