import { forgottenPasswordInput, requestPasswordReset } from '../../../../lib/auth';
import { authCall, publicRoute } from '../../../../lib/http';

export const POST = publicRoute(forgottenPasswordInput, (call, input) => requestPasswordReset(authCall(call), input));
