import { rename, renameInput } from '../../../../lib/auth';
import { userRoute } from '../../../../lib/http';

export const PATCH = userRoute(renameInput, ({ runtime, session }, input) => rename(runtime, session, input));
