import { z } from 'zod';
import { loadMe } from '../../../../lib/access';
import { userRoute } from '../../../../lib/http';

export const GET = userRoute(z.object({}), ({ runtime, session }) => loadMe(runtime.storage, session));
