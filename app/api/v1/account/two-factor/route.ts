import { z } from 'zod';
import { enrol, enrolInput, getTwoFactorState, switchOffSecondFactor } from '../../../../../lib/auth';
import { userRoute } from '../../../../../lib/http';

export const GET = userRoute(z.object({}), ({ runtime, session }) => getTwoFactorState(runtime, session));

export const POST = userRoute(enrolInput, ({ runtime, session }, input) => enrol(runtime, session, input));

export const DELETE = userRoute(z.object({}), ({ runtime, session }) => switchOffSecondFactor(runtime, session));
