import { route } from '../../../../../../../../lib/http';
import { mergeEndpointsInput, separateEndpoints } from '../../../../../../../../lib/projects';

export const POST = route(mergeEndpointsInput, (ctx, input) => separateEndpoints(ctx, input));
