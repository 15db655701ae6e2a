import { route } from '../../../../../lib/http';
import { getProject, projectInput, updateProject, updateProjectInput } from '../../../../../lib/projects';

export const GET = route(projectInput, (ctx, input) => getProject(ctx, input));
export const PATCH = route(updateProjectInput, (ctx, input) => updateProject(ctx, input));
