import { ATTEMPTS, limitAttempts } from '../../../../../lib/auth';
import { userRoute } from '../../../../../lib/http';
import { acceptInvitation, openInvitationInput } from '../../../../../lib/projects';

export const POST = userRoute(openInvitationInput, async ({ runtime, clientAddress, session }, input) => {
  await limitAttempts(runtime, [ATTEMPTS.linkFrom(clientAddress)]);
  return acceptInvitation(runtime, session.user, input);
});
