import { z } from 'zod';
import { route } from '../../../../../../lib/http';
import { listOwnMembers } from '../../../../../../lib/projects';

export const GET = route(z.object({}), (ctx) => listOwnMembers(ctx), { auth: 'session' });
