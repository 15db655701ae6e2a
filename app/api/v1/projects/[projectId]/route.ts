import { getRuntime, route } from '../../../../../lib/http';
import {
  deleteProject,
  deleteProjectInput,
  getProject,
  projectInput,
  updateProject,
  updateProjectInput,
} from '../../../../../lib/projects';
import { foldWaiting } from '../../../../../lib/rollups';

export const GET = route(projectInput, (ctx, input) => getProject(ctx, input));
export const PATCH = route(updateProjectInput, (ctx, input) => updateProject(ctx, input, foldWaiting));
export const DELETE = route(deleteProjectInput, (ctx, input) => deleteProject(ctx, input, getRuntime().env));
