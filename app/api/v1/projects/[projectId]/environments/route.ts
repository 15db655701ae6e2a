import { route } from '../../../../../../lib/http';
import { createEnvironment, createEnvironmentInput } from '../../../../../../lib/projects';

export const POST = route(createEnvironmentInput, (ctx, input) => createEnvironment(ctx, input));
