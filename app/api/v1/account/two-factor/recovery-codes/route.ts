import { z } from 'zod';
import { renewRecoveryCodes } from '../../../../../../lib/auth';
import { userRoute } from '../../../../../../lib/http';

export const POST = userRoute(z.object({}), ({ runtime, session }) => renewRecoveryCodes(runtime, session));
