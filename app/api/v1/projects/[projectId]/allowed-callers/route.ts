import { route, wholeList } from '../../../../../../lib/http';
import {
  allowCaller,
  createAllowedCallerInput,
  listAllowedCallers,
  projectInput,
} from '../../../../../../lib/projects';

export const GET = route(
  projectInput,
  wholeList((ctx, input) => listAllowedCallers(ctx, input)),
);
export const POST = route(createAllowedCallerInput, async (ctx, input) =>
  Response.json(await allowCaller(ctx, input), { status: 201 }),
);
