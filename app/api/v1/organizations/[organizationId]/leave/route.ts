import { z } from 'zod';
import { route } from '../../../../../../lib/http';
import { leaveOrganization } from '../../../../../../lib/projects';

export const POST = route(z.object({}), (ctx) => leaveOrganization(ctx), { auth: 'session' });
