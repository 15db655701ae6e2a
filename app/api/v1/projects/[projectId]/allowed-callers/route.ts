import { route } from '../../../../../../lib/http';
import {
  allowCaller,
  createAllowedCallerInput,
  listAllowedCallers,
  projectInput,
} from '../../../../../../lib/projects';

export const GET = route(projectInput, (ctx, input) => listAllowedCallers(ctx, input));
export const POST = route(createAllowedCallerInput, (ctx, input) => allowCaller(ctx, input));
