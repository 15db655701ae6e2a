import { z } from 'zod';
import { route } from '../../../../lib/http';
import { createProject, createProjectInput, listOwnProjects } from '../../../../lib/projects';

export const GET = route(z.object({}), (ctx) => listOwnProjects(ctx));
export const POST = route(createProjectInput, (ctx, input) => createProject(ctx, input));
