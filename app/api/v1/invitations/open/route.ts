import { ATTEMPTS, limitAttempts } from '../../../../../lib/auth';
import { publicRoute } from '../../../../../lib/http';
import { openInvitation, openInvitationInput } from '../../../../../lib/projects';

export const POST = publicRoute(openInvitationInput, async ({ runtime, clientAddress }, input) => {
  await limitAttempts(runtime, [ATTEMPTS.linkFrom(clientAddress)]);
  return openInvitation(runtime, input);
});
