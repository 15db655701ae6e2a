import { z } from 'zod';
import { route } from '../../../../../../lib/http';
import { listOwnErasures } from '../../../../../../lib/projects';

export const GET = route(z.object({}), (ctx) => listOwnErasures(ctx), { auth: 'session' });
