import { route } from '../../../../../../lib/http';
import { listEndpointChanges, projectInput } from '../../../../../../lib/projects';

export const GET = route(projectInput, (ctx, input) => listEndpointChanges(ctx, input));
