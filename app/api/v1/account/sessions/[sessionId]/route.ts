import { endSession, endSessionInput } from '../../../../../../lib/auth';
import { userRoute } from '../../../../../../lib/http';

export const DELETE = userRoute(endSessionInput, ({ runtime, session }, input) => endSession(runtime, session, input));
