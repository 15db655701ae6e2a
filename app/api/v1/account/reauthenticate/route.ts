import { reauthenticate, reauthenticateInput } from '../../../../../lib/auth';
import { userRoute } from '../../../../../lib/http';

export const POST = userRoute(reauthenticateInput, ({ runtime, session }, input) =>
  reauthenticate(runtime, session, input),
);
