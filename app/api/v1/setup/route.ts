import { hashNewPassword, newPassword } from '../../../../lib/auth';
import { publicRoute, sealWith, startSession } from '../../../../lib/http';
import { setUp, setUpInput } from '../../../../lib/projects';

export const POST = publicRoute(setUpInput.extend({ password: newPassword }), async (call, input) => {
  const { storage, now } = call.runtime;
  const answer = await setUp({ storage, now, seal: sealWith(call.runtime), hashPassword: hashNewPassword }, input);
  await startSession(call, input);
  return answer;
});
