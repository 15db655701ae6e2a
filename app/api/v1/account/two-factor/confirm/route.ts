import { confirmInput, confirmSecondFactor } from '../../../../../../lib/auth';
import { userRoute } from '../../../../../../lib/http';

export const POST = userRoute(confirmInput, ({ runtime, session }, input) =>
  confirmSecondFactor(runtime, session, input),
);
