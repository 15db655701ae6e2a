import { z } from 'zod';
import { endOtherSessions, listOwnSessions } from '../../../../../lib/auth';
import { userRoute } from '../../../../../lib/http';

export const GET = userRoute(z.object({}), ({ runtime, session }) => listOwnSessions(runtime, session));

/** Ends all but the one that asks. */
export const DELETE = userRoute(z.object({}), ({ runtime, session }) => endOtherSessions(runtime, session));
