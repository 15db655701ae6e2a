import { z } from 'zod';
import { publicRoute } from '../../../../../lib/http';
import { getSetUpStatus } from '../../../../../lib/projects';

export const GET = publicRoute(z.object({}), ({ runtime }) => getSetUpStatus(runtime.storage));
