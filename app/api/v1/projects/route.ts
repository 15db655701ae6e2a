import { z } from 'zod';
import { withLastDay } from '../../../../lib/analytics';
import { route, wholeList } from '../../../../lib/http';
import { createProject, createProjectInput, listOwnProjects } from '../../../../lib/projects';

export const GET = route(
  z.object({}),
  wholeList(async (ctx) => withLastDay(ctx, (await listOwnProjects(ctx)).projects)),
);
export const POST = route(createProjectInput, (ctx, input) => createProject(ctx, input));
