import { changePassword, changePasswordInput } from '../../../../../lib/auth';
import { userRoute } from '../../../../../lib/http';

export const POST = userRoute(changePasswordInput, ({ runtime, session }, input) =>
  changePassword(runtime, session, input),
);
