import { ATTEMPTS, hashNewPassword, limitAttempts, newPassword } from '../../../../../lib/auth';
import { publicRoute, startSession } from '../../../../../lib/http';
import { joinByInvitation, joinInput } from '../../../../../lib/projects';

export const POST = publicRoute(joinInput.extend({ password: newPassword }), async (call, input) => {
  const { runtime, clientAddress } = call;
  await limitAttempts(runtime, [ATTEMPTS.linkFrom(clientAddress)]);
  const { email, ...joined } = await joinByInvitation({ ...runtime, hashPassword: hashNewPassword }, input);
  await startSession(call, { email, password: input.password });
  return joined;
});
