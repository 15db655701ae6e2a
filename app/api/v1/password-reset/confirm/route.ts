import { newPasswordByLinkInput, setPasswordByLink } from '../../../../../lib/auth';
import { authCall, publicRoute } from '../../../../../lib/http';

export const POST = publicRoute(newPasswordByLinkInput, (call, input) => setPasswordByLink(authCall(call), input));
