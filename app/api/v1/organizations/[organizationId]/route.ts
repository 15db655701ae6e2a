import { z } from 'zod';
import { route } from '../../../../../lib/http';
import { getOrganization, updateOrganization, updateOrganizationInput } from '../../../../../lib/projects';

export const GET = route(z.object({}), (ctx) => getOrganization(ctx), { auth: 'session' });

export const PATCH = route(updateOrganizationInput, (ctx, input) => updateOrganization(ctx, input), {
  auth: 'session',
});
