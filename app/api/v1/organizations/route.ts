import { z } from 'zod';
import { userRoute } from '../../../../lib/http';
import { createOrganization, createOrganizationInput, listOwnOrganizations } from '../../../../lib/projects';

export const GET = userRoute(z.object({}), ({ runtime, session }) => listOwnOrganizations(runtime, session.user));

export const POST = userRoute(createOrganizationInput, ({ runtime, session }, input) =>
  createOrganization(runtime, session.user, input),
);
